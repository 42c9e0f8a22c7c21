import { expect, test } from 'vitest';
import { CliProcess } from '../../support/programs/cli.ts';
import { temporaryFolder } from '../../support/releases.ts';
import { clearHost } from '../../support/rooms/clear-host.ts';
import { releaseEverything } from '../../support/scope.ts';
import { sha256 } from '../../support/secure/stranger-handshake.ts';
import { type StrangerHost, strangerHost } from '../../support/secure/stranger-host.ts';

releaseEverything();

/** What a host got beyond message 1 and the ping behind it: nothing, if the guest did not want it. */
function learned({ dialled }: StrangerHost) {
  return dialled.flatMap(({ messages, sealed }) => [...messages.slice(1), ...sealed]);
}

/** `partyline join` to this address, which is refused. @returns what it says on standard error */
async function refused(...parameters: readonly string[]): Promise<string> {
  const guest = new CliProcess(['join', ...parameters, '--json']);
  expect((await guest.exited).code).toBe(1);
  expect(guest.lines).toEqual([]);
  return guest.errors;
}

test('a false host at the right address learns not even who comes: of those who were there before, and of those with an invite', async () => {
  const data = temporaryFolder();
  const right = await strangerHost();
  const { port, roomId, room } = right;
  const first = new CliProcess(['join', `127.0.0.1:${port}`, '--data', data, '--json']);
  await first.findObject(({ event }) => event === 'joined', 'it joined');
  first.child.kill('SIGINT');
  await first.exited;
  await right.close();

  const fingerprint = sha256(room.open).toString('hex').slice(0, 32);
  const impostor = await strangerHost({ port, roomId });
  expect(await refused(`127.0.0.1:${port}`, '--data', data)).toContain('the key of the room is another than before');
  expect(await refused(`127.0.0.1:${port}?key=${fingerprint}`)).toContain('is not the room of the invite');
  expect(learned(impostor)).toEqual([]);
  await impostor.close();

  const again = await strangerHost({ port, roomId, room });
  const back = new CliProcess(['join', `127.0.0.1:${port}?key=${fingerprint}`, '--data', data, '--json']);
  await back.findObject(({ event }) => event === 'joined', 'the room is joined again, on a computer with another key');
  expect(learned(again)).not.toEqual([]);
  back.child.kill('SIGINT');
  await back.exited;
  await again.close();

  const clear = await clearHost(port);
  expect(await refused(`127.0.0.1:${port}`, '--data', data)).toContain('does not encrypt');
  expect(await refused(`127.0.0.1:${port}?key=${fingerprint}`)).toContain('does not encrypt');
  expect(new Set(clear.types.flat())).toEqual(new Set(['noise', 'ping']));
});
