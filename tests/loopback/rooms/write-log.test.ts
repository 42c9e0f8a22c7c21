import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { writeLog } from '../../../src/node/party/write-log.ts';
import type { RoomEvent } from '../../../src/shared/models.ts';
import { temporaryFolder } from '../../support/releases.ts';
import { releaseEverything } from '../../support/scope.ts';

releaseEverything();

async function* said(...texts: readonly string[]): AsyncGenerator<RoomEvent> {
  for (const [index, text] of texts.entries())
    yield { seq: index + 1, at: 0, kind: 'message', id: `${index}`, from: 'ada', nick: 'Ada', text };
}

test('a conversation is written as text, or as an event a line, for its owner alone', async () => {
  const folder = temporaryFolder();
  const [text, json] = [join(folder, 'room.txt'), join(folder, 'room.jsonl')];
  writeFileSync(text, 'what was there before, which was longer');
  expect(await writeLog(text, said('one', 'two'))).toEqual({ ok: true, value: text });
  expect(readFileSync(text, 'utf8')).toBe('1970-01-01 00:00:00Z  Ada: one\n1970-01-01 00:00:00Z  Ada: two\n');
  await writeLog(json, said('one'));
  expect(JSON.parse(readFileSync(json, 'utf8'))).toMatchObject({ seq: 1, text: 'one' });
  if (process.platform !== 'win32') expect(statSync(json).mode & 0o77).toBe(0);
  expect(readdirSync(folder).sort()).toEqual(['room.jsonl', 'room.txt']);
});

test('what can not be written leaves nothing behind, and what was there before', async () => {
  const folder = temporaryFolder();
  const path = join(folder, 'room.txt');
  writeFileSync(path, 'before');
  async function* breaks(): AsyncGenerator<RoomEvent> {
    yield* said('one');
    throw Object.assign(new Error('no room'), { code: 'ENOSPC' });
  }
  expect(await writeLog(path, breaks())).toMatchObject({ ok: false, problem: { code: 'disk_full' } });
  expect(readFileSync(path, 'utf8')).toBe('before');
  mkdirSync(join(folder, 'taken.txt'));
  expect(await writeLog(join(folder, 'taken.txt'), said('one'))).toMatchObject({ ok: false });
  expect(existsSync(join(folder, 'taken.txt.part'))).toBe(false);
  expect(existsSync(`${path}.part`)).toBe(false);
});
