import { useTranslation } from 'react-i18next';
import { useWire } from '../../stores/hooks.ts';
import { record, showEverything } from '../../stores/wire-actions.ts';
import { Button } from '../../ui/button.tsx';
import classes from './wire-panel.module.css';

/** Why the bytes of a message are not there, in the words' key. */
function useReason(): 'off' | 'before' | 'dropped' | 'absent' | undefined {
  const at = useWire(({ subject }) => subject?.at);
  const state = useWire((store) => store.state);
  const isAbsent = useWire(({ page, isLoaded }) => isLoaded && page.first === page.end);
  if (at === undefined || state === undefined || !isAbsent) return undefined;
  if (state.since === undefined || !state.isOn) return 'off';
  if (state.since > at) return 'before';
  return state.dropped > 0 ? 'dropped' : 'absent';
}

/** Whose bytes are shown, the way back to all, and why there are none where there are none. */
export function WireSubjectBar() {
  const { t } = useTranslation();
  const text = useWire(({ subject }) => subject?.message.text);
  const count = useWire(({ page }) => page.chunks.length);
  const reason = useReason();
  if (text === undefined) return null;
  return (
    <div className={classes.subject} role="status">
      <p>
        <strong>{t('wire.bytesOf')}</strong> <q>{text}</q>
        <span className={classes.reason}>
          {reason === undefined ? t('wire.carried', { count }) : t(`wire.reason.${reason}`)}
        </span>
      </p>
      {reason === 'off' && (
        <Button small tone="primary" onClick={() => void record(true)}>
          {t('wire.turnOn')}
        </Button>
      )}
      <Button small onClick={showEverything}>
        {t('wire.showAll')}
      </Button>
    </div>
  );
}
