import { RadioTower } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { parsePort } from '../../../shared/address.ts';
import { DEFAULT_PORT } from '../../../shared/limits.ts';
import type { LocalAddress } from '../../../shared/models.ts';
import { freePortOf } from '../../stores/free-port.ts';
import { useApp, useStart } from '../../stores/hooks.ts';
import { hostRoom } from '../../stores/start-actions.ts';
import { Button } from '../../ui/button.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { readRoomName } from '../../ui/read-name.ts';
import { SelectField } from '../../ui/select-field.tsx';
import { SwitchField } from '../../ui/switch-field.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { BusyLine } from './busy-line.tsx';
import classes from './start-screen.module.css';

const NAME_PROBLEM = { empty: 'nameEmpty', tooLong: 'nameTooLong', forbidden: 'nameForbidden' } as const;

function useBindOptions(addresses: readonly LocalAddress[], saved: string) {
  const { t } = useTranslation();
  const options = addresses.map(({ address, adapter, internal }) => ({
    value: address,
    text: internal ? t('start.host.bindInternal', { address }) : t('start.host.bindAdapter', { address, adapter }),
  }));
  const all = [{ value: '', text: t('start.host.bindAll') }, ...options];
  // An adapter that is gone since last time is no choice any more.
  return { options: all, initial: all.some(({ value }) => value === saved) ? saved : '' };
}

function useHostFields() {
  const { t } = useTranslation();
  const settings = useApp((state) => state.settings);
  const addresses = useApp((state) => state.localAddresses);
  const { options, initial } = useBindOptions(addresses, settings.hostBind);
  // Undefined until typed, so that the suggestion follows the nickname and the language.
  const [typedName, setName] = useState(settings.hostName === '' ? undefined : settings.hostName);
  const [port, setPort] = useState(String(settings.hostPort || DEFAULT_PORT));
  const [bind, setBind] = useState(initial);
  const [plain, setPlain] = useState(settings.hostPlain);
  const [durable, setDurable] = useState(settings.hostDurable);
  const name = typedName ?? t('start.host.defaultName', { nick: settings.nick });
  const durability = { durable, setDurable };
  return { name, typedName, setName, port, setPort, bind, setBind, plain, setPlain, options, ...durability };
}

/** Opens a room on this computer. */
export function HostForm() {
  const { t } = useTranslation();
  const busy = useStart((state) => state.busy);
  const problem = useStart((state) => state.hostProblem);
  const fields = useHostFields();
  const { name, typedName, setName, port, setPort, bind, setBind, plain, setPlain, options } = fields;
  const { durable, setDurable } = fields;
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
          onText={setName}
          problem={room.problem && t(`start.host.${NAME_PROBLEM[room.problem]}`)}
        />
        <div className={classes.row}>
          <TextField
            label={t('start.host.port')}
            value={port}
            onText={setPort}
            inputMode="numeric"
            problem={portNumber === undefined ? t('start.host.portBad') : undefined}
          />
          <SelectField label={t('start.host.bind')} value={bind} options={options} onPick={setBind} />
        </div>
        <SwitchField
          label={t('start.host.plain')}
          hint={t('start.host.plainHint')}
          checked={plain}
          onCheck={setPlain}
        />
        <SwitchField
          label={t('start.host.durable')}
          hint={t('start.host.durableHint')}
          checked={durable}
          onCheck={setDurable}
        />
        {problem && (
          <ProblemNote problem={problem}>
            {freePort !== undefined && (
              <Button
                small
                onClick={() => {
                  setPort(String(freePort));
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
