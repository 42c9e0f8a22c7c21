import { expect, test } from 'vitest';
import { memberLinks } from '../../../src/node/party/member-links.ts';
import { RawClient } from '../../support/programs/raw-client.ts';
import { TextClient } from '../../support/programs/text-client.ts';
import { atEnd } from '../../support/releases.ts';
import { openRoom } from '../../support/rooms/rooms.ts';
import { releaseEverything } from '../../support/scope.ts';
import { until } from '../../support/until.ts';

releaseEverything();

test('a host knows where each member is and what its words come over, also of plain guests', async () => {
  const host = await openRoom({});
  const { port } = host.listening;
  await RawClient.join(port, 'Ann');
  for (const client of [await TextClient.connect(port), await TextClient.bind(port)]) client.write('hello\n');
  await until(
    () => host.members().length === 3,
    () => `all are here: ${host.members().map(({ nick }) => nick)}`,
  );

  const links = await Promise.all(
    host.members().map(async ({ id, plain = false }) => ({ plain, links: await memberLinks(host, id) })),
  );
  const where = { address: '127.0.0.1', relation: 'this_computer' };
  expect(links.filter(({ plain }) => !plain).map((one) => one.links)).toEqual([
    [expect.objectContaining({ ...where, transport: 'tcp' })],
  ]);
  expect(
    links
      .filter(({ plain }) => plain)
      .flatMap((one) => one.links.map(({ transport }) => transport))
      .sort(),
  ).toEqual(['tcp', 'udp']);
  expect(host.whereIs('nobody')).toEqual([]);
});

test('where a member is is written as people write it, also where the room listens over IPv6 as well', async () => {
  const host = await openRoom({ bind: '' });
  await RawClient.join(host.listening.port, 'Ann');
  const [ann] = host.members();
  expect(await memberLinks(host, ann?.id ?? '')).toEqual([
    expect.objectContaining({ address: '127.0.0.1', relation: 'this_computer' }),
  ]);
});

test('a host knows of its own window alone that it is on no network', async () => {
  const host = await openRoom({});
  const near = host.connectLocal();
  atEnd(() => near.destroy());
  expect(host.members().flatMap(({ id }) => host.whereIs(id))).toEqual([]);
});
