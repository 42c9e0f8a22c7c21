import { SendHorizontal } from 'lucide-react';
import type { KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { LabClient } from '../../../shared/lab/lab-models.ts';
import { type LabDraft, type SendMode, writeLabDraft } from '../../stores/lab/drafts.ts';
import { chooseInLab } from '../../stores/lab/form-store.ts';
import { useChoices, useLabDraft } from '../../stores/lab/hooks.ts';
import { sendDraft } from '../../stores/lab/send-actions.ts';
import { Button } from '../../ui/button.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import { CheckField } from './check-field.tsx';
import classes from './composer.module.css';
import { EncodingChoice } from './encoding-choice.tsx';
import { FileSender } from './file-sender.tsx';
import { RepeatButton } from './repeat-button.tsx';

const MODES: readonly SendMode[] = ['one', 'several', 'file'];

function Field({ client, draft, onSend }: { client: LabClient; draft: LabDraft; onSend: () => void }) {
  const { t } = useTranslation();
  const { encoding, enterSends } = useChoices();
  const several = draft.mode === 'several';
  const pressed = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    const { key, shiftKey, ctrlKey, metaKey, nativeEvent } = event;
    if (key !== 'Enter' || nativeEvent.isComposing) return;
    const plain = !several && enterSends && !shiftKey;
    if (!plain && !ctrlKey && !metaKey) return;
    event.preventDefault();
    onSend();
  };
  const placeholder = several
    ? 'lab.send.linesPlaceholder'
    : encoding === 'hex'
      ? 'lab.send.hexPlaceholder'
      : 'lab.send.placeholder';
  return (
    <textarea
      className={classes.field}
      aria-label={t(several ? 'lab.send.lines' : 'lab.send.text')}
      placeholder={t(placeholder)}
      rows={several ? 3 : 1}
      spellCheck={false}
      // biome-ignore lint/a11y/noAutofocus: who opens a client wants to write
      autoFocus
      value={several ? draft.lines : draft.text}
      onChange={({ currentTarget: { value } }) =>
        writeLabDraft(client.id, several ? { lines: value } : { text: value })
      }
      onKeyDown={pressed}
    />
  );
}

/** What the client sends: one text, several in one turn, or a file; once or again and again. */
export function ClientComposer({ client }: { readonly client: LabClient }) {
  const { t } = useTranslation();
  const draft = useLabDraft(client.id);
  const choices = useChoices();
  const { mode } = draft;
  const send = () => void sendDraft(client.id, choices);
  return (
    <form
      className={classes.composer}
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      {mode === 'file' ? (
        <FileSender client={client} draft={draft} />
      ) : (
        <div className={classes.line}>
          <Field client={client} draft={draft} onSend={send} />
          <Button tone="primary" type="submit" square aria-label={t('lab.send.send')} title={t('lab.send.send')}>
            <SendHorizontal aria-hidden />
          </Button>
        </div>
      )}
      <div className={classes.options}>
        <Segmented
          label={t('lab.send.mode')}
          value={mode}
          segments={MODES.map((value) => ({
            value,
            text: t(`lab.send.modes.${value}`),
            tip: t(`lab.send.modeTips.${value}`),
          }))}
          onPick={(next) => writeLabDraft(client.id, { mode: next })}
        />
        {mode !== 'file' && <EncodingChoice />}
        {mode === 'one' && (
          <CheckField
            label={t('lab.send.enterSends')}
            checked={choices.enterSends}
            onCheck={(enterSends) => void chooseInLab({ enterSends })}
          />
        )}
        {mode !== 'file' && <RepeatButton client={client} />}
      </div>
    </form>
  );
}
