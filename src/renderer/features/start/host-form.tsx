import { RadioTower } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { freePortOf } from '../../stores/free-port.ts';
import { useStart } from '../../stores/hooks.ts';
import { hostRoom } from '../../stores/start-actions.ts';
import { Button } from '../../ui/button.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { readRoomName } from '../../ui/read-name.ts';
import { TextField } from '../../ui/text-field.tsx';
import { DoorChoice } from '../door/door-choice.tsx';
import { BusyLine } from './busy-line.tsx';
import { HostOptions } from './host-options.tsx';
import classes from './start-screen.module.css';
import { useHostFields } from './use-host-fields.ts';
import { WhoMayJoin } from './who-may-join.tsx';

const NAME_PROBLEM = { empty: 'nameEmpty', tooLong: 'nameTooLong', forbidden: 'nameForbidden' } as const;

/** Opens a room on this computer. */
export function HostForm() {
  const { t } = useTranslation();
  const busy = useStart((state) => state.busy);
  const problem = useStart((state) => state.hostProblem);
  const fields = useHostFields();
  const { name, typedName, portNumber, bind, plain, durable, door, word, change } = fields;
  const room = readRoomName(name);
  const freePort = freePortOf(problem);
  const [isLacking, setLacking] = useState(false);

  const host = (onPort: number | undefined) => {
    if (room.value === undefined || onPort === undefined) return;
    if (door === 'word' && word === '') return setLacking(true);
    const wanted = fields.isDoorChosen ? { door, ...(door === 'word' && { word }) } : undefined;
    void hostRoom({ name: room.value, port: onPort, bind, plain, durable, door: wanted }, typedName ?? '');
  };
  return (
    <section className={classes.card} aria-labelledby="host-title">
      <form
        className={classes.form}
        onSubmit={(event) => {
          event.preventDefault();
          host(portNumber);
        }}
      >
        <header className={classes.head}>
          <RadioTower aria-hidden />
          <div>
            <h2 id="host-title">{t('start.host.title')}</h2>
            <p>{t('start.host.lead')}</p>
          </div>
        </header>
        <TextField
          label={t('start.host.name')}
          value={name}
          onText={(next) => change({ name: next })}
          problem={room.problem && t(`start.host.${NAME_PROBLEM[room.problem]}`)}
        />
        <WhoMayJoin plain={plain} onPlain={(next) => change({ plain: next })} />
        <DoorChoice
          door={door}
          word={word}
          problem={isLacking && word === '' ? t('door.wordMissing') : undefined}
          onDoor={(next) => change({ door: next })}
          onWord={(next) => change({ word: next })}
        />
        <HostOptions fields={fields} />
        {problem && (
          <ProblemNote problem={problem}>
            {freePort !== undefined && (
              <Button
                small
                onClick={() => {
                  change({ port: String(freePort) });
                  host(freePort);
                }}
              >
                {t('start.host.usePort', { port: freePort })}
              </Button>
            )}
          </ProblemNote>
        )}
        {busy?.what === 'host' ? (
          <BusyLine text={t('start.host.busy')} />
        ) : (
          <div className={classes.actions}>
            <Button tone="primary" type="submit" disabled={busy !== undefined}>
              {t('start.host.submit')}
            </Button>
          </div>
        )}
      </form>
    </section>
  );
}
