import { RadioTower } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { parsePort } from '../../../shared/address.ts';
import { DEFAULT_PORT } from '../../../shared/limits.ts';
import { freePortOf } from '../../stores/free-port.ts';
import { useApp, useStart } from '../../stores/hooks.ts';
import { hostRoom } from '../../stores/start-actions.ts';
import { Button } from '../../ui/button.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { readRoomName } from '../../ui/read-name.ts';
import { SelectField } from '../../ui/select-field.tsx';
import { SwitchField } from '../../ui/switch-field.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { useBindOptions } from '../../ui/use-bind-options.ts';
import { BusyLine } from './busy-line.tsx';
import classes from './start-screen.module.css';

const NAME_PROBLEM = { empty: 'nameEmpty', tooLong: 'nameTooLong', forbidden: 'nameForbidden' } as const;

interface HostFields {
  readonly name: string;
  readonly port: string;
  readonly bind: string;
  readonly plain: boolean;
  readonly durable: boolean;
}

function useHostFields() {
  const { t } = useTranslation();
  const settings = useApp((state) => state.settings);
  const options = useBindOptions(useApp((state) => state.localAddresses));
  // Only what was changed here: the suggested name and what is changed in the settings show at once.
  const [changed, setChanged] = useState<Partial<HostFields>>({});
  const typedName = changed.name ?? (settings.hostName === '' ? undefined : settings.hostName);
  // An adapter that is gone since last time is no choice any more.
  const isHere = options.some(({ value }) => value === settings.hostBind);
  const fields: HostFields = {
    name: typedName ?? t('start.host.defaultName', { nick: settings.nick }),
    port: changed.port ?? String(settings.hostPort || DEFAULT_PORT),
    bind: changed.bind ?? (isHere ? settings.hostBind : ''),
    plain: changed.plain ?? settings.hostPlain,
    durable: changed.durable ?? settings.hostDurable,
  };
  const change = (next: Partial<HostFields>) => setChanged((before) => ({ ...before, ...next }));
  return { ...fields, typedName, options, change };
}

/** Opens a room on this computer. */
export function HostForm() {
  const { t } = useTranslation();
  const busy = useStart((state) => state.busy);
  const problem = useStart((state) => state.hostProblem);
  const { name, typedName, port, bind, plain, durable, options, change } = useHostFields();
  const room = readRoomName(name);
  const portNumber = parsePort(port.trim(), 0);
  const freePort = freePortOf(problem);

  const host = (onPort: number | undefined) => {
    if (room.value === undefined || onPort === undefined) return;
    void hostRoom({ name: room.value, port: onPort, bind, plain, durable }, typedName ?? '');
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
        <div className={classes.row}>
          <TextField
            label={t('start.host.port')}
            value={port}
            onText={(next) => change({ port: next })}
            inputMode="numeric"
            problem={portNumber === undefined ? t('start.host.portBad') : undefined}
          />
          <SelectField
            label={t('start.host.bind')}
            value={bind}
            options={options}
            onPick={(next) => change({ bind: next })}
          />
        </div>
        <SwitchField
          label={t('start.host.plain')}
          hint={t('start.host.plainHint')}
          checked={plain}
          onCheck={(next) => change({ plain: next })}
        />
        <SwitchField
          label={t('start.host.durable')}
          hint={t('start.host.durableHint')}
          checked={durable}
          onCheck={(next) => change({ durable: next })}
        />
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
