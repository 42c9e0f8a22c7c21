import { expect, test } from 'vitest';
import { openParty } from '../../../src/node/party/party.ts';
import { RawClient } from '../../support/programs/raw-client.ts';
import { atEnd, temporaryFolder } from '../../support/releases.ts';
import { OnePlace } from '../../support/rooms/one-place.ts';
import { openRoom } from '../../support/rooms/rooms.ts';
import { releaseEverything } from '../../support/scope.ts';
import { until } from '../../support/until.ts';

releaseEverything();

function start(dataDir: string): OnePlace {
  const opened = openParty({ dataDir });
  if (!opened.ok) throw new Error(opened.problem.text);
  opened.value.updateSettings({ nick: 'Gus' });
  return new OnePlace(opened.value);
}

test('a member that was away for longer than the log is kept comes back, to what is left of it', async () => {
  const path = `${temporaryFolder()}/room.db`;
  const limits = { eventsKept: 100, messageBurst: 100_000 };
  const host = await openRoom({ path, limits });
  const { port } = host.listening;
  const folder = temporaryFolder();
  const before = start(folder);
  expect((await before.join(`127.0.0.1:${port}`)).ok).toBe(true);
  before.say('I was here');
  await until(() => before.outbox().length === 0, 'it is said');
  await before.close();
  const talker = await RawClient.join(port, 'talker');
  // As many turns of the host as it takes until it looks at the log's length.
  for (let turn = 1; turn <= 4_200; turn += 1) await talker.sayAccepted(`${turn}`, `turn ${turn}`);
  // What the host still had in memory is gone too.
  await host.close();
  await openRoom({ path, limits, port });
  const listener = await RawClient.join(port, 'listener');
  const again = start(folder);
  atEnd(() => again.close());
  let newest: string | undefined;
  again.whole.onPush((push) => {
    if (push.kind === 'events') newest = push.events.at(-1)?.text;
  });
  expect((await again.join(`127.0.0.1:${port}`)).ok).toBe(true);
  await until(
    () => again.room()?.connection.state === 'online' && newest === '',
    () => `its own coming is there; the state is ${JSON.stringify(again.room()?.connection)}`,
  );
  again.say('back again');
  await listener.heard('back again');
});
