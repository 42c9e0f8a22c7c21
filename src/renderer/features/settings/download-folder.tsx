import { Folder } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { chooseDownloadFolder, updateFileSettings } from '../../stores/files/accept-rules.ts';
import { useApp } from '../../stores/hooks.ts';
import { Button } from '../../ui/button.tsx';
import classes from './file-settings.module.css';
import { SettingGroup } from './setting-group.tsx';

/** Where received files go. */
export function DownloadFolder() {
  const { t } = useTranslation();
  const folder = useApp(({ settings }) => settings.files.downloadFolder);
  return (
    <SettingGroup label={t('settings.files.folder')}>
      <div className={classes.folder}>
        <p className={classes.path} title={folder === '' ? undefined : folder}>
          <Folder aria-hidden />
          {folder === '' ? <span>{t('settings.files.folderUsual')}</span> : <bdi>{`\u200e${folder}`}</bdi>}
        </p>
        {folder !== '' && (
          <Button tone="ghost" onClick={() => void updateFileSettings({ downloadFolder: '' })}>
            {t('settings.files.folderReset')}
          </Button>
        )}
        <Button onClick={() => void chooseDownloadFolder()}>{t('settings.files.folderChoose')}</Button>
      </div>
    </SettingGroup>
  );
}
