import { expect, test } from 'vitest';
import { filesWith } from '../../support/files/bytes-in-folder.ts';
import { CliProcess, startHost } from '../../support/programs/cli.ts';
import { temporaryFolder } from '../../support/releases.ts';
import { releaseEverything } from '../../support/scope.ts';

releaseEverything();

const CANARY = 'canary of a terminal';

test('a host and a member in terminals encrypt what they keep, also what lay there before, and stop it again', async () => {
  const [theirs, ours] = [temporaryFolder(), temporaryFolder()];
  const host = await startHost(['--data', theirs, '--name', 'Quokka']);
  host.type(CANARY);
  await host.find((line) => line.includes(CANARY), 'it is said');
  expect((await host.kill('SIGTERM')).code).toBe(0);
  expect(filesWith(CANARY, theirs)).not.toEqual([]);

  const again = await startHost(['--data', theirs, '--name', 'Quokka', '--encrypt-disk']);
  expect(again.errors).toContain('Encrypting what is kept: 100 %');
  const member = new CliProcess(['join', `127.0.0.1:${again.port}`, '--data', ours, '--encrypt-disk', '--json']);
  await member.find((line) => line.includes(CANARY), 'what was said before is heard');
  member.type(`${CANARY}, again`);
  await again.find((line) => line.includes(`${CANARY}, again`), 'the member is heard');
  for (const folder of [theirs, ours]) expect(filesWith(CANARY, folder)).toEqual([]);
  await member.kill('SIGTERM');
  await again.kill('SIGKILL');
  for (const folder of [theirs, ours]) expect(filesWith(CANARY, folder)).toEqual([]);

  const last = await startHost(['--data', theirs, '--name', 'Quokka', '--no-encrypt-disk']);
  await last.kill('SIGTERM');
  expect(filesWith(`${CANARY}, again`, theirs)).not.toEqual([]);
});

test('to encrypt nothing is refused', async () => {
  const refused = new CliProcess(['host', '--port', '0', '--encrypt-disk', '--json']);
  expect((await refused.ends()).code).toBe(1);
  expect(refused.errors).toContain('--data');
});
