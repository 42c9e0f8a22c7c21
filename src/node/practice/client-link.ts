/** A practice client's socket, whichever transport it has. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { formatAddress, parseAddress, parseBind } from '../../shared/address.ts';
import { failure, type Problem, type Result, success } from '../../shared/error-codes.ts';
import type { Impairment } from '../../shared/impairment/impairment.ts';
import type { LabClientConfig } from '../../shared/lab/lab-config.ts';
import { LAB_LIMITS } from '../../shared/lab/lab-limits.ts';
import { numericAddress, plainAddress } from '../net/plain-address.ts';
import { connectPlain, type PlainTarget } from '../net/plain-connect.ts';
import { PlainDatagrams } from '../net/plain-datagrams.ts';
import type { ClosedBy, PlainStream } from '../net/plain-stream.ts';

export interface ClientEvents {
  /** @param from the other end's address, or the path */
  received(bytes: Uint8Array, from: string): void;
  ended(): void;
  /** Less waits than before. */
  drained(): void;
  /** One datagram could not be sent; nothing else is wrong. */
  failed(problem: Problem): void;
  closed(by: ClosedBy, problem: Problem | undefined): void;
}

export interface ClientLink {
  readonly local: string | undefined;
  readonly queuedBytes: number;
  /** Sends a piece, or a datagram. @returns false when it was not taken */
  send(bytes: Uint8Array): boolean;
  /** Settles when not much waits any more. */
  caughtUp(): Promise<void>;
  setReading(on: boolean): Result<undefined>;
  impair(impairment: Impairment | undefined): void;
  close(how: 'half-close' | 'close' | 'reset'): Result<undefined>;
}

/** Where the client talks to, as people read it. */
export function remoteOf({ target }: LabClientConfig): string {
  if (target.kind === 'path') return target.path;
  const parsed = parseAddress(target.address);
  return parsed.ok ? formatAddress(parsed.value) : target.address;
}

/**
 * Connects, or binds. Fails with `bad_address`, `transport_unavailable`, or as the system says; `events.closed` is called
 * for a link that was open.
 */
export async function openClientLink(config: LabClientConfig, events: ClientEvents): Promise<Result<ClientLink>> {
  const { target, transport } = config;
  if (target.kind === 'path') {
    return transport === 'udp'
      ? failure('transport_unavailable', 'a path is connected to, not sent datagrams')
      : openStream(config, { path: target.path }, events);
  }
  const address = parseAddress(target.address);
  if (!address.ok) return address;
  return transport === 'udp' ? openDatagrams(config, address.value, events) : openStream(config, address.value, events);
}

function openStream(
  { noDelay = false, ...config }: LabClientConfig,
  target: PlainTarget,
  events: ClientEvents,
): Promise<Result<ClientLink>> {
  const remote = remoteOf(config);
  return new Promise((resolve) => {
    let isOpen = false;
    const opened = () => {
      isOpen = true;
      resolve(success(new StreamClient(stream)));
    };
    const stream = connectPlain(target, noDelay, opened, {
      received: (bytes) => events.received(bytes, remote),
      ended: () => events.ended(),
      drained: () => events.drained(),
      closed: (by, problem) => {
        if (isOpen) events.closed(by, problem);
        else resolve({ ok: false, problem: problem ?? { code: 'link_lost', text: 'the connection was closed' } });
      },
    });
  });
}

class StreamClient implements ClientLink {
  readonly #stream: PlainStream;

  constructor(stream: PlainStream) {
    this.#stream = stream;
  }

  get local(): string | undefined {
    return this.#stream.local;
  }

  get queuedBytes(): number {
    return this.#stream.queuedBytes;
  }

  send(bytes: Uint8Array): boolean {
    if (!this.#stream.writable || this.queuedBytes > LAB_LIMITS.clientQueueBytes) return false;
    this.#stream.write(bytes);
    return true;
  }

  caughtUp(): Promise<void> {
    return this.#stream.caughtUp();
  }

  setReading(on: boolean): Result<undefined> {
    if (on) this.#stream.release('person');
    else this.#stream.hold('person');
    return success(undefined);
  }

  impair(impairment: Impairment | undefined): void {
    this.#stream.impair(impairment);
  }

  close(how: 'half-close' | 'close' | 'reset'): Result<undefined> {
    if (how === 'half-close') this.#stream.halfClose();
    else if (how === 'close') this.#stream.closeBothWays();
    else this.#stream.reset();
    return success(undefined);
  }
}

async function openDatagrams(
  { bind = '', port = 0 }: LabClientConfig,
  target: { readonly host: string; readonly port: number },
  events: ClientEvents,
): Promise<Result<ClientLink>> {
  const to = await numericAddress(target.host);
  if (!to.ok) return to;
  const any = to.value.includes(':') ? '::' : '0.0.0.0';
  const own = parseBind(bind);
  if (!own.ok) return own;
  const from = own.value === '' ? success(any) : await numericAddress(own.value);
  if (!from.ok) return from;
  const opened = await PlainDatagrams.open(
    { address: from.value, port },
    {
      received: (bytes, { address, port: sender }) => events.received(bytes, plainAddress(address, sender)),
      failed: (problem) => events.failed(problem),
    },
  );
  if (!opened.ok) return opened;
  const socket = opened.value;
  const end = { address: to.value, port: target.port };
  return success({
    local: formatAddress({ host: socket.address, port: socket.port }),
    get queuedBytes() {
      return socket.queuedBytes;
    },
    send: (bytes: Uint8Array) => socket.send(bytes, end),
    caughtUp: async () => {
      while (socket.queuedBytes > LAB_LIMITS.queueBytes / 2) await nextTurn();
    },
    setReading: () => failure('transport_unavailable', 'a UDP socket here always reads'),
    impair: (impairment: Impairment | undefined) => socket.impair(impairment),
    close: (how: 'half-close' | 'close' | 'reset') => {
      if (how !== 'close') return failure('transport_unavailable', 'UDP knows no connection to end');
      void socket.close().then(() => events.closed('here', undefined));
      return success(undefined);
    },
  });
}
