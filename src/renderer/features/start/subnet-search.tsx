import { ChevronRight, Search } from 'lucide-react';
import { type FormEvent, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SubnetSearch as Running } from '../../../shared/discovery/found-room.ts';
import { endSearch, searchSubnet } from '../../stores/found/found-actions.ts';
import { useFound } from '../../stores/hooks.ts';
import { Button } from '../../ui/button.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { Progress } from '../../ui/progress.tsx';
import { TextField } from '../../ui/text-field.tsx';
import classes from './start-screen.module.css';

function Going({ search }: { readonly search: Running }) {
  const { t } = useTranslation();
  const { subnet, asked, of, found, state } = search;
  const words = t(`search.${state}`, { subnet, asked, of, count: found });
  if (state !== 'running') {
    return (
      <p className={classes.hint} role="status">
        {words}
      </p>
    );
  }
  return (
    <div className={classes.search}>
      <Progress label={t('search.progress', { subnet })} share={of === 0 ? undefined : asked / of} text={words} />
      <div className={classes.actions}>
        <span className={classes.busy} role="status">
          {words}
        </span>
        <Button small onClick={() => void endSearch()}>
          {t('common.cancel')}
        </Button>
      </div>
    </div>
  );
}

/** Asks every address of a subnet whether a room is there: for networks in which rooms can't be heard by themselves. */
export function SubnetSearch() {
  const { t } = useTranslation();
  const id = useId();
  const subnets = useFound((state) => state.subnets);
  const search = useFound((state) => state.search);
  const problem = useFound((state) => state.searchProblem);
  const [isOpen, setOpen] = useState(false);
  const [typed, setTyped] = useState<string>();
  const subnet = typed ?? subnets[0] ?? '';
  const isRunning = search?.state === 'running';
  const begin = (event: FormEvent) => {
    event.preventDefault();
    if (subnet.trim() !== '') void searchSubnet(subnet.trim());
  };
  return (
    <div className={classes.more}>
      <button
        type="button"
        className={classes.disclosure}
        aria-expanded={isOpen}
        aria-controls={id}
        onClick={() => setOpen(!isOpen)}
      >
        <ChevronRight aria-hidden />
        {t('search.title')}
      </button>
      {isOpen && (
        <form id={id} className={classes.form} onSubmit={begin}>
          <TextField
            label={t('search.subnet')}
            value={subnet}
            onText={setTyped}
            placeholder="192.168.1.0/24"
            list={`${id}-subnets`}
            hint={t('search.hint')}
          />
          <datalist id={`${id}-subnets`}>
            {subnets.map((one) => (
              <option key={one} value={one} />
            ))}
          </datalist>
          {problem && <ProblemNote problem={problem} />}
          {!isRunning && (
            <div className={classes.actions}>
              <Button type="submit" disabled={subnet.trim() === ''}>
                <Search aria-hidden />
                {t('search.submit')}
              </Button>
            </div>
          )}
          {search && <Going search={search} />}
        </form>
      )}
    </div>
  );
}
