import { Ban, ShieldCheck, ShieldOff, UserMinus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Managing } from '../../../shared/doors/door-models.ts';
import type { Problem } from '../../../shared/error-codes.ts';
import { Button } from '../../ui/button.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';
import classes from './person-powers.module.css';

export interface PersonPowersProps {
  readonly member: string;
  readonly name: string;
  readonly isModerator: boolean;
  /** What whoever looks is: the host may do all of this, a moderator may remove who is none. */
  readonly power: 'host' | 'moderator';
  /** @returns why nothing came of it */
  readonly onManage: (asked: Managing) => Promise<Problem | undefined>;
}

/** What the host and moderators can do about somebody; what ends something is asked about first. */
export function PersonPowers({ member, name, isModerator, power, onManage }: PersonPowersProps) {
  const { t } = useTranslation();
  const [asking, setAsking] = useState<'remove' | 'ban'>();
  const [problem, setProblem] = useState<Problem>();
  const act = async (asked: Managing) => {
    setAsking(undefined);
    setProblem(await onManage(asked));
  };
  const isHost = power === 'host';
  if (!isHost && isModerator) return null;
  if (asking) {
    return (
      <fieldset className={classes.powers}>
        <legend>{t(`door.${asking}Title`, { name })}</legend>
        <p>{t(`door.${asking}Body`, { name })}</p>
        <div className={classes.buttons}>
          <Button autoFocus onClick={() => setAsking(undefined)}>
            {t('common.cancel')}
          </Button>
          <Button tone="danger" onClick={() => void act({ do: asking, member })}>
            {t(`door.${asking}Confirm`)}
          </Button>
        </div>
      </fieldset>
    );
  }
  return (
    <div className={classes.powers}>
      {problem && <ProblemNote problem={problem} />}
      <div className={classes.buttons}>
        {isHost && (
          <Button small onClick={() => void act({ do: 'role', member, role: isModerator ? 'member' : 'moderator' })}>
            {isModerator ? <ShieldOff aria-hidden /> : <ShieldCheck aria-hidden />}
            {t(isModerator ? 'door.demote' : 'door.promote')}
          </Button>
        )}
        <Button small onClick={() => setAsking('remove')}>
          <UserMinus aria-hidden />
          {t('door.remove')}
        </Button>
        {isHost && (
          <Button small tone="danger" onClick={() => setAsking('ban')}>
            <Ban aria-hidden />
            {t('door.ban')}
          </Button>
        )}
      </div>
    </div>
  );
}
