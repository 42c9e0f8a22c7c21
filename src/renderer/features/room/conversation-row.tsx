import type { Row } from '../../stores/conversation/rows.ts';
import { FileRow } from '../files/file-row.tsx';
import { DoorRow } from './door-row.tsx';
import { LostRow } from './lost-row.tsx';
import { MessageRow } from './message-row.tsx';
import { PresenceRow } from './presence-row.tsx';
import { dayLineOf, nameOf, type RowContext } from './row-context.ts';
import { TransportRow } from './transport-row.tsx';

/** Draws a row of any kind. What it passes on is plain values, so that unchanged rows are not drawn again. */
export function ConversationRow({ row, context }: { readonly row: Row; readonly context: RowContext }) {
  const { you, names, trusts, locale, t } = context;
  const day = dayLineOf(row, context);
  if (row.kind === 'presence') return <PresenceRow row={row} day={day} you={you} names={names} />;
  if (row.kind === 'transport') return <TransportRow row={row} day={day} />;
  if (row.kind === 'lost') return <LostRow row={row} day={day} />;
  if (row.kind === 'door') return <DoorRow row={row} day={day} you={you} names={names} />;
  const said = { day, name: nameOf(row, context), own: row.from === you, trust: trusts.get(row.from), locale, t };
  return row.kind === 'file' ? <FileRow row={row} {...said} /> : <MessageRow row={row} {...said} />;
}
