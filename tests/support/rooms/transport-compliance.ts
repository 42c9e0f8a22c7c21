import { createHash, randomBytes } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { StreamEvents, StreamLink } from '../../../src/node/net/stream-link.ts';
import type { Problem } from '../../../src/shared/error-codes.ts';
import { until } from '../until.ts';

type Report = 'received' | 'drained' | 'ended' | 'closed';

/** One end of a link, with all that it reported. As any user of a link it closes its side when the peer ended. */
export class LinkEnd implements StreamEvents {
  /** Set before anything can be reported. */
  link!: StreamLink;
  readonly reports: Report[] = [];
  readonly problems: Problem[] = [];
  #chunks: Uint8Array[] = [];
  length = 0;
  /** False to stay open when the peer ended its side. */
  closesWithPeer = true;

  received(chunk: Uint8Array): void {
    this.reports.push('received');
    this.#chunks.push(Uint8Array.from(chunk));
    this.length += chunk.length;
  }

  drained(): void {
    this.reports.push('drained');
  }

  ended(): void {
    this.reports.push('ended');
    if (this.closesWithPeer) this.link.close();
  }

  closed(problem: Problem): void {
    this.reports.push('closed');
    this.problems.push(problem);
  }

  bytes(): Buffer {
    return Buffer.concat(this.#chunks);
  }

  count(report: Report): number {
    return this.reports.filter((one) => one === report).length;
  }

  get isClosed(): boolean {
    return this.problems.length > 0;
  }
}

/** A transport as the suite needs it. Everything it opens is released when the test ends. */
export interface TransportUnderTest {
  readonly name: string;
  /** A link that is open: who dialled, and who was dialled. */
  open(): Promise<{ readonly dialler: LinkEnd; readonly answerer: LinkEnd }>;
  /** Stops or goes on reading at this end, as a program does that is busy. */
  stall(end: LinkEnd, stalled: boolean): void;
  /** Ends the sending side alone; absent where a transport has no half-close. */
  halfClose?(end: LinkEnd): void;
  /** Breaks the link off without good-bye, as a crash does; absent where there is no such thing. */
  reset?(end: LinkEnd): void;
  /** Dials an address where nobody answers; absent where that can't be. */
  dialNobody?(): Promise<LinkEnd>;
}

const MIB = 1_048_576;

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** Waits until `end` has `length` bytes. */
function has(end: LinkEnd, length: number): Promise<void> {
  return until(
    () => end.length >= length,
    () => `${length} bytes come, but ${end.length} did`,
  );
}

function bothClosed(...ends: readonly LinkEnd[]): Promise<void> {
  return until(
    () => ends.every(({ isClosed }) => isClosed),
    () => `both ends close; they report ${ends.map(({ reports }) => reports.at(-1)).join(' and ')}`,
  );
}

/** Sends until more than `bytes` wait. @returns how many bytes were sent */
function fill(end: LinkEnd, bytes: number): number {
  const piece = new Uint8Array(65_536);
  let sent = 0;
  while (end.link.send(piece) <= bytes) {
    sent += piece.length;
    if (sent > 256 * MIB) throw new Error('nothing ever waits: send reports no back-pressure');
  }
  return sent + piece.length;
}

/** The promises of {@link StreamLink}, which every transport keeps. */
export function transportCompliance(transport: TransportUnderTest): void {
  describe(`${transport.name} as a link`, () => {
    for (const direction of ['dialler to answerer', 'answerer to dialler'] as const) {
      const open = async () => {
        const { dialler, answerer } = await transport.open();
        return direction === 'dialler to answerer' ? ([dialler, answerer] as const) : ([answerer, dialler] as const);
      };
      describe(direction, () => carries(transport, open));
    }
    describe('its end', () => ends(transport));
  });
}

function carries(transport: TransportUnderTest, open: () => Promise<readonly [LinkEnd, LinkEnd]>): void {
  test('delivers bytes in order, however they are cut', async () => {
    const [from, to] = await open();
    const bytes = randomBytes(200_000);
    for (let at = 0, size = 1; at < bytes.length; at += size, size = (size * 7 + 3) % 8_191 || 1) {
      from.link.send(bytes.subarray(at, Math.min(bytes.length, at + size)));
    }
    await has(to, bytes.length);
    expect(sha256(to.bytes())).toBe(sha256(bytes));
  });

  test('delivers a single byte, and nothing for an empty send', async () => {
    const [from, to] = await open();
    from.link.send(new Uint8Array(0));
    from.link.send(Uint8Array.of(7));
    await has(to, 1);
    expect([...to.bytes()]).toEqual([7]);
  });

  test('delivers two pieces handed over as one, also behind what waits', async () => {
    const [from, to] = await open();
    const bytes = randomBytes(6 * MIB);
    for (let at = 0; at < bytes.length; at += MIB) {
      const pieces = [bytes.subarray(at, at + 100), bytes.subarray(at + 100, at + MIB)] as const;
      if (from.link.sendTwo) from.link.sendTwo(...pieces);
      else for (const piece of pieces) from.link.send(piece);
    }
    await has(to, bytes.length);
    expect(sha256(to.bytes())).toBe(sha256(bytes));
  });

  test('delivers 10 MiB intact', async () => {
    const [from, to] = await open();
    const bytes = randomBytes(10 * MIB);
    from.link.send(bytes);
    await has(to, bytes.length);
    expect(sha256(to.bytes())).toBe(sha256(bytes));
  });

  test('says how many bytes wait while nobody reads, and reports once they are gone', async () => {
    const [from, to] = await open();
    transport.stall(to, true);
    const sent = fill(from, MIB);
    expect(from.link.queuedBytes()).toBeGreaterThan(MIB);
    const drainedBefore = from.count('drained');
    transport.stall(to, false);
    await has(to, sent);
    await until(() => from.count('drained') > drainedBefore, 'drained is reported');
    expect(from.link.queuedBytes()).toBe(0);
    expect(to.length).toBe(sent);
  });

  test('delivers all that was sent before an orderly close', async () => {
    const [from, to] = await open();
    const bytes = randomBytes(3 * MIB);
    from.link.send(bytes);
    from.link.close();
    await bothClosed(from, to);
    expect(sha256(to.bytes())).toBe(sha256(bytes));
  });

  test('sends nothing that comes after close', async () => {
    const [from, to] = await open();
    from.link.send(Uint8Array.of(1));
    from.link.close();
    from.link.send(Uint8Array.of(2));
    await bothClosed(from, to);
    expect([...to.bytes()]).toEqual([1]);
  });
}

function ends(transport: TransportUnderTest): void {
  test.each(['dialler', 'answerer'] as const)(
    'reports closed exactly once and last when the %s closes',
    async (who) => {
      const ends = await transport.open();
      ends.dialler.link.send(randomBytes(100_000));
      ends.answerer.link.send(randomBytes(100_000));
      ends[who].link.close();
      ends[who].link.close();
      await bothClosed(ends.dialler, ends.answerer);
      ends[who].link.destroy();
      for (const { reports } of [ends.dialler, ends.answerer]) {
        expect(reports.filter((report) => report === 'closed')).toHaveLength(1);
        expect(reports.at(-1)).toBe('closed');
      }
    },
  );

  test('closes when both ends close at the same time', async () => {
    const { dialler, answerer } = await transport.open();
    dialler.link.close();
    answerer.link.close();
    await bothClosed(dialler, answerer);
    expect([dialler.count('closed'), answerer.count('closed')]).toEqual([1, 1]);
  });

  test('destroy ends both sides at once, whatever waits', async () => {
    const { dialler, answerer } = await transport.open();
    transport.stall(answerer, true);
    fill(dialler, MIB);
    dialler.link.destroy();
    transport.stall(answerer, false);
    await bothClosed(dialler, answerer);
    expect(dialler.link.send(Uint8Array.of(1))).toBe(0);
    expect([dialler.count('closed'), answerer.count('closed')]).toEqual([1, 1]);
  });

  test('ends within a few seconds of close even when the other end never reads', async () => {
    const { dialler, answerer } = await transport.open();
    transport.stall(answerer, true);
    fill(dialler, MIB);
    dialler.link.close();
    await until(() => dialler.isClosed, 'the end that closed reports it', 5_000);
    answerer.link.destroy();
    await until(() => answerer.isClosed, 'the other end reports it too');
  });

  const whenHalfClosing = transport.halfClose ? test : undefined;
  whenHalfClosing?.('still delivers to a peer that ended its sending side', async () => {
    const { dialler, answerer } = await transport.open();
    answerer.closesWithPeer = false;
    dialler.link.send(Uint8Array.of(1, 2, 3));
    transport.halfClose?.(dialler);
    await until(() => answerer.count('ended') === 1, 'the half-close is reported');
    expect([...answerer.bytes()]).toEqual([1, 2, 3]);
    const bytes = randomBytes(MIB);
    answerer.link.send(bytes);
    answerer.link.close();
    await bothClosed(dialler, answerer);
    expect(sha256(dialler.bytes())).toBe(sha256(bytes));
    expect(answerer.count('ended')).toBe(1);
  });

  const whenResetting = transport.reset ? test : undefined;
  whenResetting?.('reports a peer that broke off as a lost link, once', async () => {
    const { dialler, answerer } = await transport.open();
    dialler.link.send(Uint8Array.of(1));
    await has(answerer, 1);
    transport.reset?.(dialler);
    await bothClosed(dialler, answerer);
    expect(answerer.problems.map(({ code }) => code)).toEqual(['link_lost']);
    expect(answerer.reports.at(-1)).toBe('closed');
  });

  const whenNobodyListens = transport.dialNobody ? test : undefined;
  whenNobodyListens?.('says that nobody listens there', async () => {
    const end = await (transport.dialNobody as () => Promise<LinkEnd>)();
    await until(() => end.isClosed, 'the failure is reported');
    expect(end.problems.map(({ code }) => code)).toEqual(['refused']);
    expect(end.reports).toEqual(['closed']);
  });
}
