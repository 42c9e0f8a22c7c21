import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { openPlace } from '../../stores/help-actions.ts';
import { useApp } from '../../stores/hooks.ts';
import { Button } from '../../ui/button.tsx';
import controls from './controls/controls.module.css';
import { PathLine } from './controls/folder-control.tsx';
import { RowFrame } from './setting-row.tsx';

/** Where everything is kept: to be seen, not changed while it is in use. */
export function DataFolderRow() {
  const { t } = useTranslation();
  const id = useId();
  const folder = useApp(({ dataFolder }) => dataFolder);
  return (
    <RowFrame
      isWide
      name={t('settings.row.dataFolder.name')}
      labelFor={undefined}
      why={t('settings.row.dataFolder.why')}
      whyId={id}
    >
      <div className={controls.folder}>
        <PathLine path={folder} />
        <Button aria-describedby={id} onClick={() => void openPlace('data')}>
          {t('settings.show')}
        </Button>
      </div>
    </RowFrame>
  );
}
