import { useTranslation } from 'react-i18next';
import type { LabClient } from '../../../shared/lab/lab-models.ts';
import { type LabDraft, writeLabDraft } from '../../stores/lab/drafts.ts';
import { readPieceBytes, sendFile, stopFile } from '../../stores/lab/send-actions.ts';
import { Button } from '../../ui/button.tsx';
import { formatBytes } from '../../ui/format-amount.ts';
import { TextField } from '../../ui/text-field.tsx';
import { useLocale } from '../../ui/use-locale.ts';
import classes from './composer.module.css';
import { FileField } from './file-field.tsx';

function Sending({ client }: { readonly client: LabClient }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const { id, sendingFile } = client;
  if (!sendingFile) return null;
  const { sent, total } = sendingFile;
  return (
    <div className={classes.options}>
      <progress value={sent} max={Math.max(1, total)} aria-label={t('lab.send.fileProgress')} />
      <span className={classes.hint}>
        {t('lab.send.fileSent', { sent: formatBytes(locale, sent), total: formatBytes(locale, total) })}
      </span>
      <Button small className={classes.push} onClick={() => void stopFile(id)}>
        {t('lab.send.fileStop')}
      </Button>
    </div>
  );
}

/** Sends the bytes of a file as they are, in pieces. */
export function FileSender({ client, draft }: { readonly client: LabClient; readonly draft: LabDraft }) {
  const { t } = useTranslation();
  const { id, sendingFile } = client;
  const { path, pieceBytes } = draft;
  const bad = readPieceBytes(pieceBytes) === undefined;
  if (sendingFile) return <Sending client={client} />;
  return (
    <div className={classes.file}>
      <FileField
        label={t('lab.send.file')}
        value={path}
        purpose="file"
        onPath={(next) => writeLabDraft(id, { path: next })}
      />
      <TextField
        label={t('lab.send.pieceBytes')}
        value={pieceBytes}
        inputMode="numeric"
        onText={(next) => writeLabDraft(id, { pieceBytes: next })}
        problem={bad ? t('lab.send.pieceBytesBad') : undefined}
      />
      <Button tone="primary" disabled={path === '' || bad} onClick={() => void sendFile(id)}>
        {t('lab.send.fileSend')}
      </Button>
    </div>
  );
}
