import { readFileSync } from 'node:fs';
import type { Computer } from '../../tests/support/network/network-lab.ts';

/** What went through a computer's adapter. */
export interface Traffic {
  readonly packets: number;
  readonly bytes: number;
}

/** All that an adapter has got and sent so far, as the system counts it. */
export function trafficOf({ pid }: Computer, adapter = 'eth0'): Traffic {
  const line = new RegExp(`^\\s*${adapter}:(.*)$`, 'm').exec(readFileSync(`/proc/${pid}/net/dev`, 'utf8'))?.[1];
  if (line === undefined) throw new Error(`no adapter ${adapter}`);
  const counts = line.trim().split(/\s+/).map(Number);
  const [gotBytes = 0, gotPackets = 0] = counts;
  const [sentBytes = 0, sentPackets = 0] = counts.slice(SENT);
  return { packets: gotPackets + sentPackets, bytes: gotBytes + sentBytes };
}

/** The system writes eight counters of what came before those of what went. */
const SENT = 8;

export function trafficSince(before: Traffic, computer: Computer): Traffic {
  const { packets, bytes } = trafficOf(computer);
  return { packets: packets - before.packets, bytes: bytes - before.bytes };
}
