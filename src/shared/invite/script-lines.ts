import { formatAddress, type RoomAddress } from '../address.ts';

/** A line to paste into a terminal or a script, and what it is for. */
export interface ScriptLine {
  readonly kind: 'terminal' | 'netcat' | 'netcat-udp' | 'python';
  readonly line: string;
}

/**
 * The ways into a room without the window.
 * @param plain false where the room turns away whoever does not speak the protocol
 */
export function scriptLines(address: RoomAddress, plain: boolean): readonly ScriptLine[] {
  const { host, port } = address;
  const terminal: ScriptLine = { kind: 'terminal', line: `partyline join ${formatAddress(address)}` };
  if (!plain) return [terminal];
  return [
    { kind: 'netcat', line: `nc ${host} ${port}` },
    { kind: 'netcat-udp', line: `nc -u ${host} ${port}` },
    { kind: 'python', line: `socket.create_connection(("${host}", ${port}))` },
    terminal,
  ];
}
