import { RECEIVE_WINDOW } from '../../src/core/datagram/constants.ts';
import type { DatagramLink } from '../../src/core/datagram/datagram-link.ts';
import type { Problem } from '../../src/shared/error-codes.ts';
import { Violation } from './ledger.ts';

/** Bytes that the room hands to one link at a time while it is caught up, and once more on top. */
export const CATCH_UP_SLACK = 2 * 262_144 + 65_536;
/** Packets whose fate may be open: far more than this network holds at a time. */
const OPEN_PACKETS_MOST = 4_096;

/** @throws Violation when a link keeps more than its queue, what is under way, and what came too early */
export function checkLink(link: DatagramLink, queueBytes: number, receives = RECEIVE_WINDOW): void {
  const most = 2 * queueBytes + CATCH_UP_SLACK + 2 * receives;
  if (link.keptBytes > most) throw new Violation(`a link keeps ${link.keptBytes} bytes`);
  const { packets, window } = link.recovery;
  const open = packets.next - packets.base;
  if (open > OPEN_PACKETS_MOST) throw new Violation(`the fate of ${open} packets is open`);
  if (window.inFlight < 0) throw new Violation(`${window.inFlight} bytes are in flight`);
}

/** @throws Violation when an end says that the other one broke the rules, for nobody here does */
export function checkEnd({ text }: Problem): void {
  if (text.includes('broke the rules')) throw new Violation(text);
}
