import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { parsePort } from '../../../shared/address.ts';
import type { Door } from '../../../shared/doors/door-models.ts';
import { DEFAULT_PORT } from '../../../shared/limits.ts';
import { useApp, usePlaces } from '../../stores/hooks.ts';
import { hostedAt, nextPort } from '../../stores/places/next-port.ts';
import { useBindOptions } from '../../ui/use-bind-options.ts';

interface Fields {
  readonly name: string;
  readonly port: string;
  readonly bind: string;
  readonly plain: boolean;
  readonly durable: boolean;
  readonly door: Door;
  /** The passphrase of the door `word`. */
  readonly word: string;
}

/** What the form that hosts a room is filled in with. */
export function useHostFields() {
  const { t } = useTranslation();
  const settings = useApp((state) => state.settings);
  const options = useBindOptions(useApp((state) => state.localAddresses));
  const cards = usePlaces((state) => state.cards);
  // Only what was changed here: suggestions and what is changed in the settings show at once.
  const [changed, setChanged] = useState<Partial<Fields>>({});
  const typedName = changed.name ?? (settings.hostName === '' ? undefined : settings.hostName);
  // An adapter that is gone since last time is no choice any more.
  const isHere = options.some(({ value }) => value === settings.hostBind);
  const wanted = settings.hostPort || DEFAULT_PORT;
  const fields: Fields = {
    name: typedName ?? t('start.host.defaultName', { nick: settings.nick }),
    port: changed.port ?? String(nextPort(cards.values(), wanted)),
    bind: changed.bind ?? (isHere ? settings.hostBind : ''),
    plain: changed.plain ?? settings.hostPlain,
    durable: changed.durable ?? settings.hostDurable,
    door: changed.door ?? 'open',
    word: changed.word ?? '',
  };
  const change = (next: Partial<Fields>) => setChanged((before) => ({ ...before, ...next }));
  const portNumber = parsePort(fields.port.trim(), 0);
  // The own room that has the usual port.
  const takenBy = changed.port === undefined ? hostedAt(cards.values(), wanted) : undefined;
  const isDoorChosen = changed.door !== undefined;
  return { ...fields, isDoorChosen, typedName, portNumber, takenBy, options, change };
}

export type HostFields = ReturnType<typeof useHostFields>;
