import { ShieldAlert } from 'lucide-react';
import { type ReactNode, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Problem } from '../../../shared/error-codes.ts';
import { type KeyStopCode, stopFingerprints } from '../../stores/people/key-stop.ts';
import { Button } from '../../ui/button.tsx';
import { CodeWords } from './code-words.tsx';
import classes from './key-stop.module.css';

export interface KeyStopProps {
  readonly problem: Problem & { readonly code: KeyStopCode };
  /** The room's name, or the address that was called. */
  readonly room: string;
  /** Takes the key that the room has now; absent where it can't be taken here. */
  readonly onTrust?: ((fingerprint: string) => void | Promise<void>) | undefined;
  /** The other ways out. */
  readonly children: ReactNode;
}

/** Both keys as words, so that one can be asked for and compared. */
function Fingerprints({ problem }: { readonly problem: Problem }) {
  const { t } = useTranslation();
  const { known, now } = stopFingerprints(problem);
  return (
    <dl className={classes.keys}>
      {known && (
        <div>
          <dt>{t('identity.stop.known')}</dt>
          <dd>
            <CodeWords words={known.words} label={t('identity.stop.known')} />
          </dd>
        </div>
      )}
      {now && (
        <div>
          <dt>{t('identity.stop.now')}</dt>
          <dd>
            <CodeWords words={now.words} label={t('identity.stop.now')} />
          </dd>
        </div>
      )}
    </dl>
  );
}

/** A deliberate yes: the box first, then the button. */
function Trust({ onTrust }: { readonly onTrust: () => void }) {
  const { t } = useTranslation();
  const id = useId();
  const [asked, setAsked] = useState(false);
  return (
    <div className={classes.trust}>
      <input id={id} type="checkbox" checked={asked} onChange={(event) => setAsked(event.currentTarget.checked)} />
      <label htmlFor={id}>{t('identity.stop.asked')}</label>
      <Button tone="danger" disabled={!asked} onClick={onTrust}>
        {t('identity.stop.trust')}
      </Button>
    </div>
  );
}

/**
 * The loud stop: what answers is not what this device knows, and nothing goes on by itself. It says what happened, what it may mean, and
 * the ways out, the safe ones first.
 */
export function KeyStop({ problem, room, onTrust, children }: KeyStopProps) {
  const { t } = useTranslation();
  const id = useId();
  const { now } = stopFingerprints(problem);
  const { code } = problem;
  return (
    <section className={classes.stop} aria-labelledby={id} role="alert">
      <header className={classes.head}>
        <ShieldAlert aria-hidden />
        <div>
          <h2 id={id}>{t(`identity.stop.${code}.title`)}</h2>
          <bdi className={classes.room}>{room}</bdi>
        </div>
      </header>
      <h3>{t('identity.stop.means')}</h3>
      <ul className={classes.means}>
        <li>{t(`identity.stop.${code}.harmless`)}</li>
        <li>{t(`identity.stop.${code}.hostile`)}</li>
      </ul>
      <Fingerprints problem={problem} />
      <p className={classes.advice}>{t(`identity.stop.${code}.advice`)}</p>
      <div className={classes.buttons}>{children}</div>
      {onTrust && now && <Trust onTrust={() => void onTrust(now.fingerprint)} />}
    </section>
  );
}
