import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { author, writeEvent } from '../../../src/core/wire/event-frame.ts';
import { FrameWriter } from '../../../src/core/wire/frame-writer.ts';
import { MemberStore } from '../../../src/node/store/member-store.ts';
import { SettingsStore } from '../../../src/node/store/settings-store.ts';
import type { TransferRecord } from '../../../src/node/store/transfer-store.ts';
import { TransferStore } from '../../../src/node/store/transfer-store.ts';
import type { Result } from '../../../src/shared/error-codes.ts';
import { damage, fileDamage } from '../../support/files/file-damage.ts';
import { temporaryFolder } from '../../support/releases.ts';
import { releaseEverything } from '../../support/scope.ts';

releaseEverything();

const RUNS = 80;
const ROOM = 'ab'.repeat(16);
const IDENTITY = {
  device: 'cd'.repeat(16),
  key: undefined,
  supersedes: undefined,
  you: undefined,
  reason: undefined,
  compared: true,
  proven: 0,
};

function openedOf<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(result.problem.text);
  return result.value;
}

function makeSettings(path: string): void {
  const store = openedOf(SettingsStore.open(path));
  store.update({ nick: 'Ann', language: 'en', hostName: 'A room' });
  for (let port = 1; port <= 60; port += 1) {
    store.rememberRoom(`10.0.0.1:${port}`, { id: `${port}`.padStart(32, '0'), name: `Room ${port}` }, 'udp', port);
  }
  store.close();
}

function makeMember(path: string): void {
  const store = openedOf(MemberStore.open(path));
  const mia = author('m1', 'Mia');
  store.enter(IDENTITY, 'ab'.repeat(16), []);
  for (let seq = 1; seq <= 300; seq += 1) {
    const writer = new FrameWriter();
    writeEvent(writer, { seq, at: seq, kind: 'message', id: `i${seq}`, text: `${seq} ${'x'.repeat(200)}` }, mia);
    store.append({ first: seq, next: seq + 1, frames: writer.take() });
  }
  for (let id = 1; id <= 40; id += 1) {
    const problem = { code: 'too_fast' as const, text: 'wait' };
    store.keepItem({
      id: `${id}`,
      text: 'unsaid',
      at: id,
      ...(id % 2 ? { state: 'failed', problem } : { state: 'waiting' }),
    });
  }
  store.close();
}

function makeTransfers(path: string): void {
  const store = openedOf(TransferStore.open(path));
  for (let id = 1; id <= 60; id += 1) {
    const file = { name: `${id}.txt`, size: 3, hash: 'ab'.repeat(32), pieces: '', type: 'text/plain' };
    const record = { id: `${id}`, room: ROOM, direction: 'send', state: 'open', name: file.name, path: `/${id}`, file };
    store.keep(record as TransferRecord);
  }
  store.close();
}

/** Opens, reads all that is kept, writes something, closes. */
const USES: readonly (readonly [string, (path: string) => void, (path: string) => Result<unknown>])[] = [
  [
    'of settings',
    makeSettings,
    (path) => {
      const opened = SettingsStore.open(path);
      if (!opened.ok) return opened;
      const { value } = opened;
      expect(value.settings().hostPort).toBeGreaterThan(0);
      for (const { address } of value.recentRooms()) {
        value.roomAt(address);
        value.transportAt(address);
      }
      value.close();
      return opened;
    },
  ],
  [
    "of a member's copy of a room",
    makeMember,
    (path) => {
      const opened = MemberStore.open(path);
      if (!opened.ok) return opened;
      const { value } = opened;
      value.session();
      for (const { id } of value.outbox()) expect(id).not.toBe('');
      for (const { seq, id, text } of value.history(value.newest() + 1, 1_000)) {
        expect(id).toBe(`i${seq}`);
        expect(text.startsWith(`${seq} `)).toBe(true);
      }
      value.close();
      return opened;
    },
  ],
  [
    'of transfers',
    makeTransfers,
    (path) => {
      const opened = TransferStore.open(path);
      if (!opened.ok) return opened;
      for (const { id, name } of opened.value.of(ROOM)) expect([typeof id, typeof name]).toEqual(['string', 'string']);
      opened.value.close();
      return opened;
    },
  ],
];

describe('a file that is damaged anywhere,', () => {
  test.each(USES)('%s, is used as far as it can be, or it is said what to move away', (_, make, use) => {
    const folder = temporaryFolder();
    const whole = join(folder, 'whole.db');
    make(whole);
    let count = 0;
    fc.assert(
      fc.property(fc.array(fileDamage, { minLength: 1, maxLength: 2 }), (harm) => {
        count += 1;
        const copy = join(folder, `${count}.db`);
        copyFileSync(whole, copy);
        for (const one of harm) damage(copy, one);
        const used = use(copy);
        if (used.ok) return;
        expect(['store_broken', 'store_failed', 'store_newer']).toContain(used.problem.code);
        expect(used.problem.text).toContain(copy);
      }),
      { numRuns: RUNS },
    );
  });

  test('a row that is no JSON any more is as good as not there', () => {
    const folder = temporaryFolder();
    const spoil = (path: string, statement: string) => {
      const db = new DatabaseSync(path);
      db.exec(statement);
      db.close();
    };
    const settings = join(folder, 'settings.db');
    makeSettings(settings);
    spoil(settings, "UPDATE setting SET value = '{oops' WHERE key = 'nick'");
    const reopened = openedOf(SettingsStore.open(settings));
    expect(reopened.settings()).toMatchObject({ nick: '', hostName: 'A room' });
    reopened.close();
    const member = join(folder, 'member.db');
    makeMember(member);
    spoil(member, "UPDATE outbox SET problem = '{oops' WHERE problem IS NOT NULL");
    const kept = openedOf(MemberStore.open(member));
    expect(kept.outbox()).toHaveLength(40);
    kept.close();
    const transfers = join(folder, 'transfers.db');
    makeTransfers(transfers);
    spoil(transfers, "UPDATE transfer SET record = '[1' WHERE id = '7'");
    const list = openedOf(TransferStore.open(transfers));
    expect(list.of(ROOM)).toHaveLength(59);
    list.close();
  });
});
