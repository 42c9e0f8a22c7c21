import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect, test } from 'vitest';
import type { PrivateMessage } from '../../../src/shared/sealed/private-models.ts';
import { temporaryFolder } from '../../support/releases.ts';
import { expectOk, hosting, isOnline, startParty, type WatchedParty } from '../../support/rooms/parties.ts';
import { releaseEverything } from '../../support/scope.ts';
import { until } from '../../support/until.ts';

releaseEverything();

/** Private messages that a person's window was told of. */
function heard({ pushes }: WatchedParty): readonly PrivateMessage[] {
  return pushes.flatMap((push) => (push.kind === 'private-messages' ? push.messages : []));
}

function files(folder: string): readonly string[] {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return names.map((name) => join(folder, name)).filter((path) => statSync(path).isFile());
}

test('a private file comes to whom it is for, and its host keeps noise', async () => {
  const hostData = temporaryFolder();
  const host = startParty('Ada', hostData);
  const { address } = expectOk(await host.party.host({ name: 'Library', port: 0, bind: '127.0.0.1' }));
  const [ben, cleo] = [startParty('Ben'), startParty('Cleo')];
  for (const one of [ben, cleo]) {
    expectOk(await one.party.join(address));
    await until(
      () => isOnline(one),
      () => 'in the room',
    );
  }
  await until(
    () => ben.party.room()?.members.length === 3,
    () => 'Ben sees both',
  );
  const secret = randomBytes(2_500_000);
  const path = join(temporaryFolder(), 'report.pdf');
  writeFileSync(path, secret);
  const to = ben.party.room()?.members.find(({ nick }) => nick === 'Cleo')?.id ?? '';
  const place = ben.party.place;
  const conversation = expectOk(
    place?.privately.words.with([to]) ?? { ok: false, problem: { code: 'no_room', text: '' } },
  );
  expectOk(
    (await place?.privately.sendFile(conversation, path)) ?? { ok: false, problem: { code: 'no_room', text: '' } },
  );
  await until(
    () => heard(cleo).length === 1,
    () => 'Cleo is told of it',
  );
  const [message] = heard(cleo);
  expect(message?.content).toMatchObject({ kind: 'file', file: { name: 'report.pdf', size: secret.length } });
  const saved = expectOk(
    (await cleo.party.place?.privately.saveFile(message?.seq ?? 0)) ?? {
      ok: false,
      problem: { code: 'no_room', text: '' },
    },
  );
  expect(basename(saved)).toBe('report.pdf');
  expect(Buffer.compare(readFileSync(saved), secret)).toBe(0);
  expect(heard(host)).toEqual([]);
  const kept = files(hostData);
  expect(kept.some((one) => statSync(one).size > secret.length)).toBe(true);
  const sample = secret.subarray(1_000_000, 1_000_064);
  for (const one of kept) {
    const bytes = readFileSync(one);
    expect(bytes.includes(sample) || bytes.includes('report.pdf')).toBe(false);
  }
});

test('a file that is too large is refused before anything of it is read', async () => {
  const { party, address } = await hosting('Ada');
  const ben = startParty('Ben');
  expectOk(await ben.party.join(address));
  await until(
    () => party.room()?.members.length === 2,
    () => 'Ben is in',
  );
  const path = join(temporaryFolder(), 'film.mkv');
  writeFileSync(path, Buffer.alloc(33_554_433));
  const to = party.room()?.members.find(({ nick }) => nick === 'Ben')?.id ?? '';
  const { privately } = party.place ?? {};
  const conversation = privately?.words.with([to]);
  if (!privately || !conversation?.ok) throw new Error('Ben came without a key');
  expect(await privately.sendFile(conversation.value, path)).toMatchObject({ problem: { code: 'file_too_large' } });
});
