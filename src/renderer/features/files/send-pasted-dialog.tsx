import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { closeDialog } from '../../stores/dialog-store.ts';
import { sendFiles } from '../../stores/files/file-actions.ts';
import { decodePicture, isShown } from '../../stores/files/pictures.ts';
import { useRoom } from '../../stores/hooks.ts';
import { Button } from '../../ui/button.tsx';
import { CanvasPicture } from '../../ui/canvas-picture.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { visibleName } from './file-name.ts';
import { FileTitle } from './file-title.tsx';
import picture from './picture.module.css';
import classes from './send-pasted-dialog.module.css';

/** Files of which the names are shown. */
const NAMED = 5;

function PastedPicture({ file }: { readonly file: File }) {
  const { t } = useTranslation();
  const [bitmap, setBitmap] = useState<ImageBitmap>();
  useEffect(() => {
    let isOpen = true;
    const decode = async () => decodePicture(new Uint8Array(await file.arrayBuffer()), file.type);
    decode().then(
      (decoded) => isOpen && setBitmap(decoded),
      () => {
        // Without a preview it can be sent all the same.
      },
    );
    return () => {
      isOpen = false;
    };
  }, [file]);
  if (!bitmap) return null;
  return (
    <div className={picture.frame}>
      <CanvasPicture
        bitmap={bitmap}
        label={t('files.preview', { name: visibleName(file.name) })}
        className={picture.picture}
      />
    </div>
  );
}

/** Asks before what was pasted goes to everybody in the room. */
export function SendPastedDialog({ files }: { readonly files: readonly File[] }) {
  const { t } = useTranslation();
  const room = useRoom((state) => state.room?.room?.name ?? '');
  const [first] = files;
  const send = () => {
    closeDialog();
    void sendFiles(files);
  };
  return (
    <Dialog
      title={t('files.pasteTitle', { count: files.length })}
      lead={t('files.dropWhere', { room })}
      onClose={closeDialog}
    >
      {files.length === 1 && first && isShown(first.type, first.size, true) && <PastedPicture file={first} />}
      <ul className={classes.files}>
        {files.slice(0, NAMED).map((file) => (
          <li key={`${file.name} ${file.size} ${file.lastModified}`}>
            <FileTitle file={{ name: file.name, size: file.size, type: file.type, hash: '' }} />
          </li>
        ))}
      </ul>
      {files.length > NAMED && <p>{t('files.andMore', { count: files.length - NAMED })}</p>}
      <footer className={classes.footer}>
        <Button onClick={closeDialog}>{t('common.cancel')}</Button>
        <Button tone="primary" autoFocus onClick={send}>
          {t('composer.send')}
        </Button>
      </footer>
    </Dialog>
  );
}
