import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Ban, Door, DoorSight } from '../../../shared/doors/door-models.ts';
import type { Problem } from '../../../shared/error-codes.ts';
import { Button } from '../../ui/button.tsx';
import { formatShortly } from '../../ui/format.ts';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { Section } from '../../ui/section.tsx';
import { useLocale } from '../../ui/use-locale.ts';
import { DoorChoice } from './door-choice.tsx';
import classes from './door-section.module.css';

export interface DoorSectionProps {
  readonly sight: DoorSight;
  /** The room is hosted here, and its door is this person's. */
  readonly isHosted: boolean;
  /** @returns why the door stays as it was */
  readonly onDoor: (door: Door, word: string | undefined) => Promise<Problem | undefined>;
  readonly onUnban: (ban: Ban) => void;
}

function Bans({ bans, onUnban }: { readonly bans: readonly Ban[]; readonly onUnban: (ban: Ban) => void }) {
  const { t } = useTranslation();
  const locale = useLocale();
  if (bans.length === 0) return <p className={classes.soft}>{t('door.noBans')}</p>;
  return (
    <ul className={classes.bans} aria-label={t('door.bans')}>
      {bans.map((ban) => (
        <li key={ban.id} className={classes.ban}>
          <span className={classes.words}>
            <bdi>{ban.nick}</bdi>
            <span className={classes.soft}>
              {t(`door.bannedBy.${ban.by}`)} · {formatShortly(locale, ban.at)}
            </span>
          </span>
          <Button small aria-label={t('door.unbanWho', { nick: ban.nick })} onClick={() => onUnban(ban)}>
            {t('door.unban')}
          </Button>
        </li>
      ))}
    </ul>
  );
}

/** Who comes into a room: to its host to be changed, to all others to be read. */
export function DoorSection({ sight, isHosted, onDoor, onUnban }: DoorSectionProps) {
  const { t } = useTranslation();
  const [chosen, setChosen] = useState<Door>();
  const [word, setWord] = useState('');
  const [problem, setProblem] = useState<Problem>();
  const [isBusy, setBusy] = useState(false);
  const door = chosen ?? sight.door;
  if (!isHosted) {
    return (
      <Section title={t('door.title')}>
        <p>
          {t(`door.as.${sight.door}`)}. <span className={classes.soft}>{t(`door.means.${sight.door}`)}</span>
        </p>
      </Section>
    );
  }
  const apply = async () => {
    setBusy(true);
    const failed = await onDoor(door, door === 'word' && word !== '' ? word : undefined);
    setBusy(false);
    setProblem(failed);
    if (failed) return;
    setChosen(undefined);
    setWord('');
  };
  const isChanged = door !== sight.door || (door === 'word' && word !== '');
  return (
    <>
      <Section title={t('door.title')}>
        <form
          className={classes.form}
          onSubmit={(event) => {
            event.preventDefault();
            void apply();
          }}
        >
          <DoorChoice door={door} word={word} mayHaveWord onDoor={setChosen} onWord={setWord} />
          {problem && <ProblemNote problem={problem} />}
          <div>
            <Button type="submit" disabled={!isChanged || isBusy}>
              {t('door.apply')}
            </Button>
          </div>
        </form>
      </Section>
      <Section title={t('door.bans')}>
        <Bans bans={sight.bans} onUnban={onUnban} />
      </Section>
    </>
  );
}
