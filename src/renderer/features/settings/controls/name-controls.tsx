import { useTranslation } from 'react-i18next';
import { parsePort } from '../../../../shared/address.ts';
import { readNick, readRoomName } from '../../../ui/read-name.ts';
import type { ControlProps } from './control.ts';
import { TextControl } from './text-control.tsx';

const ROOM_PROBLEM = { empty: 'nameEmpty', tooLong: 'nameTooLong', forbidden: 'nameForbidden' } as const;

export function NickControl(props: ControlProps) {
  const { t } = useTranslation();
  return (
    <TextControl
      {...props}
      refused={t('nick.forbidden')}
      read={(text) => {
        const { value, problem } = readNick(text);
        return value === undefined ? { problem: t(`nick.${problem}`) } : { value };
      }}
    />
  );
}

/** What a room is called unless another name is written; empty for the one made from the nickname. */
export function RoomNameControl(props: ControlProps) {
  const { t } = useTranslation();
  return (
    <TextControl
      {...props}
      placeholder={t('settings.hostNameUsual')}
      refused={t('start.host.nameForbidden')}
      read={(text) => {
        if (text.trim() === '') return { value: '' };
        const { value, problem } = readRoomName(text);
        return value === undefined ? { problem: t(`start.host.${ROOM_PROBLEM[problem]}`) } : { value };
      }}
    />
  );
}

export function PortControl(props: ControlProps) {
  const { t } = useTranslation();
  return (
    <TextControl
      {...props}
      numeric
      refused={t('start.host.portBad')}
      read={(text) => {
        const value = parsePort(text.trim(), 1);
        return value === undefined ? { problem: t('start.host.portBad') } : { value };
      }}
    />
  );
}
