import { describe, expect, test } from 'vitest';
import { Defects } from '../../src/node/defects.ts';
import type { StreamLink } from '../../src/node/net/stream-link.ts';
import { rawFrame } from '../support/frames.ts';
import { RawClient } from '../support/raw-client.ts';
import { openRoom } from '../support/rooms.ts';
import { releaseEverything } from '../support/scope.ts';
import { until } from '../support/until.ts';

releaseEverything();

const HELLO = rawFrame({ type: 'hello', v: 1, nick: 'Broken', device: 'ab'.repeat(16) });

/** A link whose transport fails in what it is asked for; the rest of it works. */
class FailingStream implements StreamLink {
  readonly address = '192.0.2.1';
  isDestroyed = false;
  readonly #fails: ReadonlySet<keyof StreamLink>;

  constructor(...fails: (keyof StreamLink)[]) {
    this.#fails = new Set(fails);
  }

  send(bytes: Uint8Array): number {
    return this.#may('send', bytes.length && 0);
  }

  queuedBytes(): number {
    return 0;
  }

  pause(): void {}

  close(): void {
    this.#may('close', undefined);
    this.destroy();
  }

  destroy(): void {
    this.isDestroyed = true;
  }

  #may<T>(what: keyof StreamLink, value: T): T {
    if (this.#fails.has(what)) throw new Error(`${what} failed`);
    return value;
  }
}

describe('an exception while one link is served', () => {
  test.each([
    ['when it is written to', ['send']],
    ['when it is written to and closed', ['send', 'close']],
  ] as const)('%s ends that link, and the others hear everything', async (_, fails) => {
    const told: string[] = [];
    const host = await openRoom({ defects: new Defects((words) => told.push(words)) });
    const before = await RawClient.join(host.listening.port, 'before');
    const stream = new FailingStream(...fails);
    const hosted = host.open(() => stream);
    hosted.received(HELLO);
    await before.find(({ kind, nick }) => kind === 'joined' && nick === 'Broken', 'it is in the room');
    const after = await RawClient.join(host.listening.port, 'after');
    await before.sayAccepted('1', 'still here');
    await after.heard('still here');
    await until(() => told.length > 0, 'the defect is told');
    if (fails.length === 1) await until(() => stream.isDestroyed, 'the link is ended');
    // Whatever it sends now is nobody's business.
    hosted.received(rawFrame({ type: 'say', id: '1', text: 'a ghost' }));
    await after.sayAccepted('2', 'last');
    await before.heard('last');
    expect(before.events().map(({ text }) => text)).not.toContain('a ghost');
    expect(told[0]).toContain('send failed');
    hosted.closed();
  });

  test('is told once, however often it happens', async () => {
    const told: string[] = [];
    const host = await openRoom({ defects: new Defects((words) => told.push(words)) });
    const member = await RawClient.join(host.listening.port, 'member');
    const one = new Error('always the same');
    for (let i = 0; i < 50; i += 1) {
      const stream = Object.assign(new FailingStream(), {
        send: () => {
          throw one;
        },
      });
      const hosted = host.open(() => stream);
      hosted.received(HELLO);
      await member.sayAccepted(`${i}`, `message ${i}`);
      hosted.closed();
    }
    expect(told).toHaveLength(1);
  });
});
