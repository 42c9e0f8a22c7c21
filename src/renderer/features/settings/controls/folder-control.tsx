import { Folder } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { chooseDownloadFolder } from '../../../stores/files/accept-rules.ts';
import { Button } from '../../../ui/button.tsx';
import { type ControlProps, useSetting } from './control.ts';
import classes from './controls.module.css';

/** A path whose end is in sight: it says most. */
export function PathLine({ path }: { readonly path: string }) {
  return (
    <p className={classes.path} title={path}>
      <Folder aria-hidden />
      <bdi>{`\u200e${path}`}</bdi>
    </p>
  );
}

/** Where received files go. */
export function FolderControl({ setting, id, describedBy }: ControlProps) {
  const { t } = useTranslation();
  const folder = String(useSetting(setting));
  return (
    <div className={classes.folder}>
      <PathLine path={folder === '' ? t('settings.files.folderUsual') : folder} />
      <Button id={id} aria-describedby={describedBy} onClick={() => void chooseDownloadFolder()}>
        {t('settings.files.folderChoose')}
      </Button>
    </div>
  );
}
