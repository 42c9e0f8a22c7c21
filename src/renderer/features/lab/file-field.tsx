import { FolderOpen } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { chooseFile } from '../../stores/lab/send-actions.ts';
import { Button } from '../../ui/button.tsx';
import { TextField } from '../../ui/text-field.tsx';
import classes from './form.module.css';

export interface FileFieldProps {
  readonly label: string;
  readonly value: string;
  readonly purpose: 'file' | 'program';
  readonly onPath: (path: string) => void;
  readonly hint?: ReactNode;
}

/** A path, typed or chosen with the system's dialog. */
export function FileField({ label, value, purpose, onPath, hint }: FileFieldProps) {
  const { t } = useTranslation();
  const choose = async () => {
    const path = await chooseFile(purpose);
    if (path !== undefined) onPath(path);
  };
  return (
    <div>
      <div className={classes.file}>
        <TextField label={label} value={value} onText={onPath} />
        <Button onClick={() => void choose()}>
          <FolderOpen aria-hidden />
          {t('lab.choose')}
        </Button>
      </div>
      {hint !== undefined && <p className={classes.hint}>{hint}</p>}
    </div>
  );
}
