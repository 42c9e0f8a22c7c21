import { readdirSync, statSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { Defects } from '../../../src/core/defects.ts';
import type { StreamLink } from '../../../src/node/net/stream-link.ts';
import { rawFrame } from '../../support/frames.ts';
import { startHost } from '../../support/programs/cli.ts';
import { RawClient } from '../../support/programs/raw-client.ts';
import { temporaryFolder } from '../../support/releases.ts';
import { openRoom } from '../../support/rooms/rooms.ts';
import { releaseEverything } from '../../support/scope.ts';
import { until } from '../../support/until.ts';

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

describe('a database that is cut off under a running host', () => {
  test('costs what stood there: who joins late hears the rest, every number, and the room goes on', async () => {
    const data = temporaryFolder();
    // More than SQLite keeps in memory.
    const flags = ['--data', data, '--name', 'Cut', '--limit', 'messageBurst=10000'];
    const first = await startHost(flags);
    const talker = await RawClient.join(first.port, 'talker');
    for (let number = 1; number <= 1_000; number += 1) {
      await talker.sayAccepted(`${number}`, `${number} ${'x'.repeat(8_000)}`);
    }
    await first.kill('SIGTERM');
    const host = await startHost(flags);
    const rooms = join(data, 'rooms');
    const path = join(rooms, readdirSync(rooms).find((name) => name.endsWith('.db')) ?? '');
    truncateSync(path, statSync(path).size / 2);
    const present = await RawClient.join(host.port, 'present');
    const late = await RawClient.join(host.port, 'late');
    await late.find(({ kind, nick }) => kind === 'joined' && nick === 'late', 'the newest event');
    const events = late.events();
    expect(events.map(({ seq }) => seq)).toEqual(events.map((_, index) => index + 1));
    const messages = events.filter(({ kind }) => kind === 'message');
    expect(messages.length).toBeGreaterThan(20);
    for (const { id, text } of messages) expect(String(text).startsWith(`${id} `)).toBe(true);
    expect(events.some(({ kind }) => kind === 'lost')).toBe(true);
    await until(() => /events \d+ to \d+ of the log can't be read any more/.test(host.errors), 'it names them');
    // It may still be written, or each message is refused in words; nobody is cut off.
    present.say('after', 'after');
    await present.find(({ type, id }) => (type === 'accepted' || type === 'refused') && id === 'after', 'an answer');
    expect(late.isClosed || present.isClosed).toBe(false);
    expect((await host.kill('SIGTERM')).signal).toBeNull();
  });
});
