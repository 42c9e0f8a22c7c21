import { Check, Download, FileLock2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Result } from '../../../shared/error-codes.ts';
import type { SealedFile } from '../../../shared/sealed/sealed-models.ts';
import { savePrivateFile } from '../../stores/private/private-actions.ts';
import { Button } from '../../ui/button.tsx';
import { formatBytes } from '../../ui/format-amount.ts';
import { useProblemText } from '../../ui/problem-text.ts';
import { useLocale } from '../../ui/use-locale.ts';
import { visibleName } from '../files/file-name.ts';
import classes from './private-message.module.css';

export interface PrivateFileCardProps {
  readonly file: SealedFile;
  /** Number of its event. */
  readonly seq: number;
}

/** A file that was sent in private, and the way to save it: it is opened on this computer. */
export function PrivateFileCard({ file: { name, size }, seq }: PrivateFileCardProps) {
  const { t } = useTranslation();
  const locale = useLocale();
  const problemText = useProblemText();
  const [isBusy, setBusy] = useState(false);
  const [saved, setSaved] = useState<Result<string>>();
  const shown = visibleName(name);
  const save = async () => {
    setBusy(true);
    setSaved(await savePrivateFile(seq));
    setBusy(false);
  };
  return (
    <div className={classes.file}>
      <FileLock2 aria-hidden />
      <div className={classes.fileWords}>
        <bdi>{shown}</bdi>
        <span className={classes.size}>{formatBytes(locale, size)}</span>
        {saved && (
          <span className={classes.size} role={saved.ok ? 'status' : 'alert'}>
            {saved.ok ? t('private.savedAs', { path: saved.value }) : problemText(saved.problem)}
          </span>
        )}
      </div>
      <Button small disabled={isBusy} aria-label={t('private.save', { name: shown })} onClick={() => void save()}>
        {saved?.ok ? <Check aria-hidden /> : <Download aria-hidden />}
        {t(isBusy ? 'private.saving' : 'private.saveShort')}
      </Button>
    </div>
  );
}
