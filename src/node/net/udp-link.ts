import { randomFillSync } from 'node:crypto';
import type { DatagramLink } from '../../core/datagram/datagram-link.ts';
import type { DatagramEvents } from '../../core/datagram/datagram-ports.ts';
import type { LinkSecurity } from '../../core/secure/link-security.ts';
import type { LinkQuality } from '../../shared/models.ts';
import { monotonicNow } from '../time/clocks.ts';
import type { Alarm } from './alarm.ts';
import type { StreamEvents, StreamLink } from './stream-link.ts';

/** A link of a listening UDP socket as a {@link StreamLink}. */
export class UdpLink implements StreamLink {
  readonly address: string;
  readonly datagrams = true;
  readonly security: LinkSecurity | undefined;
  readonly #alarm: Alarm;
  /** Set before anything can be reported. */
  link!: DatagramLink;

  constructor(address: string, alarm: Alarm, security: LinkSecurity | undefined) {
    this.address = address;
    this.security = security;
    this.#alarm = alarm;
  }

  send(bytes: Uint8Array): number {
    const waiting = this.link.send(bytes, monotonicNow());
    this.#alarm.by(this.link.deadline);
    return waiting;
  }

  sendEphemeral(frames: Uint8Array): void {
    this.link.sendEphemeral(frames, monotonicNow());
    this.#alarm.by(this.link.deadline);
  }

  sendTwo(first: Uint8Array, second: Uint8Array): number {
    const waiting = this.link.sendTwo(first, second, monotonicNow());
    this.#alarm.by(this.link.deadline);
    return waiting;
  }

  queuedBytes(): number {
    return this.link.queuedBytes;
  }

  quality(): LinkQuality {
    return this.link.quality();
  }

  pause(paused: boolean): void {
    this.link.pause(paused, monotonicNow());
    this.#alarm.by(this.link.deadline);
  }

  close(): void {
    this.link.close(monotonicNow());
    this.#alarm.by(this.link.deadline);
  }

  destroy(): void {
    this.link.destroy(monotonicNow());
    this.#alarm.by(this.link.deadline);
  }
}

/** What a datagram link reports, told to whoever hears a stream. @param over is called once it is over */
export function datagramEvents(events: StreamEvents, over?: () => void): DatagramEvents {
  return {
    received: (chunk) => events.received(chunk),
    ephemeral: (frames) => events.receivedEphemeral?.(frames),
    drained: () => events.drained(),
    ended: () => events.ended(),
    closed: (problem) => {
      over?.();
      events.closed(problem);
    },
  };
}

const pool = new Uint32Array(1_024);
let used = pool.length;

/** An unpredictable unsigned 32-bit number. */
export function random32(): number {
  if (used === pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  used += 1;
  return pool[used - 1] as number;
}
