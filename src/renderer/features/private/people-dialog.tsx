import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Problem } from '../../../shared/error-codes.ts';
import { SEALED_RECIPIENTS } from '../../../shared/sealed/sealed-limits.ts';
import { closeDialog } from '../../stores/dialog-store.ts';
import { useRoom } from '../../stores/hooks.ts';
import { writeTo } from '../../stores/private/private-actions.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { useNames } from '../room/members-panel.tsx';
import classes from './people-dialog.module.css';

/** Chooses who else reads a private conversation: another one begins, for what was said stays with those who had it. */
export function PeopleDialog({ members: chosenBefore }: { readonly members: readonly string[] }) {
  const { t } = useTranslation();
  const members = useRoom(({ room }) => room?.members ?? []);
  const you = useRoom(({ room }) => room?.you);
  const names = useNames();
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set(chosenBefore));
  const [problem, setProblem] = useState<Problem>();
  const others = members.filter(({ id }) => id !== you);
  const toggle = (id: string) => {
    const next = new Set(chosen);
    if (!next.delete(id)) next.add(id);
    setChosen(next);
  };
  const open = async () => {
    setProblem(await writeTo([...chosen]));
  };
  return (
    <Dialog
      title={t('private.peopleTitle')}
      lead={t('private.peopleLead', { count: SEALED_RECIPIENTS })}
      onClose={closeDialog}
    >
      {problem && <ProblemNote problem={problem} />}
      <ul className={classes.list}>
        {others.map(({ id, nick, card, plain }) => {
          const name = names.get(id) ?? nick;
          return (
            <li key={id}>
              <label className={classes.person} data-off={card === undefined || undefined}>
                <input
                  type="checkbox"
                  checked={chosen.has(id)}
                  disabled={card === undefined}
                  onChange={() => toggle(id)}
                />
                <bdi>{name}</bdi>
                {card === undefined && (
                  <span className={classes.why}>{t(plain ? 'private.notPlainShort' : 'private.notClearShort')}</span>
                )}
              </label>
            </li>
          );
        })}
      </ul>
      <footer className={classes.buttons}>
        <Button onClick={closeDialog}>{t('common.cancel')}</Button>
        <Button tone="primary" disabled={chosen.size === 0} onClick={() => void open()}>
          {t('private.write')}
        </Button>
      </footer>
    </Dialog>
  );
}
