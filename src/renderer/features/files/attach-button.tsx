import { Paperclip } from 'lucide-react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { sendPicked } from '../../stores/files/file-actions.ts';
import { Button } from '../../ui/button.tsx';
import { Menu } from '../../ui/menu.tsx';

/** Ctrl or ⌘ with O picks files, with Shift a folder. */
function usePickKeys(): void {
  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey || event.key.toLowerCase() !== 'o') return;
      event.preventDefault();
      void sendPicked(event.shiftKey ? 'folder' : 'files');
    };
    window.addEventListener('keydown', pressed);
    return () => window.removeEventListener('keydown', pressed);
  }, []);
}

/** Sends files or a folder from this computer. */
export function AttachButton() {
  const { t } = useTranslation();
  usePickKeys();
  const button = (
    <Button tone="ghost" square aria-label={t('files.attach')} title={t('files.attach')}>
      <Paperclip aria-hidden />
    </Button>
  );
  return (
    <Menu
      trigger={button}
      title={t('files.attachTitle')}
      align="start"
      items={[
        { id: 'files', text: t('files.pickFiles'), keys: 'Ctrl+O' },
        { id: 'folder', text: t('files.pickFolder'), keys: 'Ctrl+Shift+O' },
      ]}
      onPick={(what) => void sendPicked(what === 'folder' ? 'folder' : 'files')}
    />
  );
}
