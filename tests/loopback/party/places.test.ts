import { describe, expect, test } from 'vitest';
import { RoomHost } from '../../../src/node/hosting/room-host.ts';
import { dataFolder } from '../../../src/node/party/data-folder.ts';
import { openParty, type Party } from '../../../src/node/party/party.ts';
import type { Push } from '../../../src/shared/ipc-contract.ts';
import type { PlaceCard, PlaceKey } from '../../../src/shared/places/place-models.ts';
import { freePort, occupy, portOf } from '../../support/network/ports.ts';
import { atEnd, temporaryFolder } from '../../support/releases.ts';
import { expectOk } from '../../support/rooms/parties.ts';
import { openRoom } from '../../support/rooms/rooms.ts';
import { releaseEverything } from '../../support/scope.ts';
import { until } from '../../support/until.ts';

releaseEverything();

const LOOPBACK = { port: 0, bind: '127.0.0.1' };

interface Person {
  readonly party: Party;
  readonly folder: string;
  readonly pushes: Push[];
}

/** A person's Partyline; `folder` is theirs from before. */
function person(nick: string, folder = temporaryFolder()): Person {
  const party = expectOk(openParty({ dataDir: folder, downloads: temporaryFolder() }));
  if (nick !== '') expectOk(party.updateSettings({ nick }));
  const pushes: Push[] = [];
  party.onPush((push) => pushes.push(push));
  atEnd(() => party.close());
  return { party, folder, pushes };
}

async function hosts({ party }: Person, name: string, port = 0): Promise<{ key: PlaceKey; address: string }> {
  return expectOk(await party.places.host({ ...LOOPBACK, name, port }));
}

function card({ party }: Person, key: PlaceKey): PlaceCard | undefined {
  return party.places.cards().find((one) => one.key === key);
}

function say({ party }: Person, key: PlaceKey, text: string): void {
  const place = party.places.get(key);
  if (!place) throw new Error('that is no place');
  expectOk(place.say(text));
}

function textsOf({ pushes }: Person, key: PlaceKey): readonly string[] {
  return pushes
    .flatMap((push) => (push.kind === 'events' && push.key === key ? push.events : []))
    .flatMap(({ kind, text }) => (kind === 'message' ? [text] : []));
}

/** What the window would know of a place's counters by what was pushed. */
function pushedCard({ pushes }: Person, key: PlaceKey): PlaceCard | undefined {
  return pushes.flatMap((push) => (push.kind === 'places' ? push.changed : [])).findLast((one) => one.key === key);
}

async function unreadIs(who: Person, key: PlaceKey, unread: number, mentions = 0): Promise<void> {
  await until(
    () => card(who, key)?.unread === unread && card(who, key)?.mentions === mentions,
    () => `${unread} unread and ${mentions} mentions; there are ${JSON.stringify(card(who, key))}`,
  );
}

/** Ada hosts two rooms and is in two of Ben's. */
async function twoAndTwo() {
  const [ada, ben] = [person('Ada'), person('Ben')];
  const hosted = [await hosts(ada, 'Attic'), await hosts(ada, 'Balcony')] as const;
  const others = [await hosts(ben, 'Cellar'), await hosts(ben, 'Den')] as const;
  const joined = [
    expectOk(await ada.party.places.join(others[0].address)),
    expectOk(await ada.party.places.join(others[1].address)),
  ] as const;
  return { ada, ben, hosted, others, joined };
}

describe('several places at once', () => {
  test('are each a room of its own: two hosted and two joined, and what is said in one is heard there alone', async () => {
    const { ada, ben, hosted, others, joined } = await twoAndTwo();
    const cards = ada.party.places.cards();
    expect(cards.map(({ name, isHosted }) => [name, isHosted])).toEqual([
      ['Attic', true],
      ['Balcony', true],
      ['Cellar', false],
      ['Den', false],
    ]);
    expect(cards.every(({ connection }) => connection.state === 'online')).toBe(true);
    const benInAttic = expectOk(await ben.party.places.join(hosted[0].address));
    say(ada, hosted[0].key, 'in the attic');
    say(ada, joined[1].key, 'in the den');
    await until(() => textsOf(ben, benInAttic.key).includes('in the attic'), 'Ben hears the attic');
    await until(() => textsOf(ben, others[1].key).includes('in the den'), 'Ben hears the den');
    expect([textsOf(ben, others[0].key), textsOf(ada, hosted[1].key)]).toEqual([[], []]);
  });

  test('are left one by one, and the others go on', async () => {
    const { ada, ben, hosted, others, joined } = await twoAndTwo();
    expectOk(await ada.party.places.leave(joined[0].key));
    expectOk(await ada.party.places.leave(hosted[0].key));
    expect(ada.party.places.cards().map(({ name }) => name)).toEqual(['Balcony', 'Den']);
    expect(ada.pushes.some((push) => push.kind === 'places' && push.gone.includes(joined[0].key))).toBe(true);
    say(ben, others[1].key, 'still here?');
    await until(() => textsOf(ada, joined[1].key).includes('still here?'), 'the den goes on');
    await until(() => card(ben, others[0].key)?.members === 1, 'Ben sees that Ada left the cellar');
  });

  test('lose one to a host that goes without a word, which touches no other', async () => {
    const { ada, hosted, joined } = await twoAndTwo();
    const stranger = await openRoom();
    const third = expectOk(await ada.party.places.join(`127.0.0.1:${stranger.listening.port}`));
    await stranger.close();
    await until(() => card(ada, third.key)?.connection.state === 'waiting', 'the third waits');
    for (const { key } of [...hosted, ...joined]) expect(card(ada, key)?.connection.state).toBe('online');
    await until(
      () => pushedCard(ada, joined[0].key)?.connection.state === 'online',
      'the window knows that another is',
    );
  });

  test('answer with a problem for a key that names none any more', async () => {
    const { ada, hosted } = await twoAndTwo();
    const { key } = hosted[0];
    expectOk(await ada.party.places.leave(key));
    expect(ada.party.places.get(key)).toBeUndefined();
    expect(await ada.party.places.leave(key)).toMatchObject({ ok: false, problem: { code: 'no_room' } });
    const unknown = 'f'.repeat(16);
    const { places } = ada.party;
    const answers = [places.pin(unknown, true), places.mute(unknown, true), places.forgetting(unknown)];
    for (const answer of [...answers, await places.enter(unknown), await places.forget(unknown)])
      expect(answer).toMatchObject({ ok: false, problem: { code: 'no_room' } });
  });

  test('take the next free port by themselves where another room of theirs has the usual one', async () => {
    const ada = person('Ada');
    const port = await freePort();
    const first = await hosts(ada, 'Attic', port);
    const [second, third] = await Promise.all([hosts(ada, 'Balcony', port), hosts(ada, 'Cellar', port)]);
    const ports = [first, second, third].map(({ address }) => Number(address.split(':').at(-1)));
    expect(ports[0]).toBe(port);
    expect(new Set(ports).size).toBe(3);
    expect(ada.party.settings().hostPort).toBe(port);
  });

  test('say that the port is taken where another program has it', async () => {
    const port = portOf(await occupy({ port: 0 }));
    const taken = await person('Ada').party.places.host({ ...LOOPBACK, name: 'Attic', port });
    expect(taken).toMatchObject({ ok: false, problem: { code: 'port_in_use', detail: { port } } });
  });

  test('follow a new nickname in every room', async () => {
    const { ada, ben, others } = await twoAndTwo();
    expectOk(ada.party.updateSettings({ nick: 'Countess' }));
    for (const { key } of others) {
      const nicks = () =>
        ben.party.places
          .get(key)
          ?.view()
          .members.map(({ nick }) => nick) ?? [];
      await until(
        () => nicks().includes('Countess') && nicks().length === 2,
        () => nicks().join(', '),
      );
    }
  });
});

describe('what is unread', () => {
  test('is counted in each place that nobody reads, mentions apart; what one says oneself is not', async () => {
    const { ada, ben, others, joined } = await twoAndTwo();
    const [cellar, den] = joined;
    say(ada, cellar.key, 'my own words');
    say(ben, others[0].key, 'one');
    say(ben, others[0].key, 'and you, @ada?');
    await unreadIs(ada, cellar.key, 2, 1);
    await unreadIs(ada, den.key, 0);
    await until(() => pushedCard(ada, cellar.key)?.unread === 2, 'the window is told');
  });

  test('is nothing any more once somebody reads there, until they stop', async () => {
    const { ada, ben, others, joined } = await twoAndTwo();
    const { key } = joined[0];
    say(ben, others[0].key, 'one');
    await unreadIs(ada, key, 1);
    ada.party.places.get(key)?.reading(true);
    await unreadIs(ada, key, 0);
    say(ben, others[0].key, 'two');
    await until(() => textsOf(ada, key).includes('two'), 'it is heard');
    await unreadIs(ada, key, 0);
    ada.party.places.get(key)?.reading(false);
    say(ben, others[0].key, 'three');
    await unreadIs(ada, key, 1);
  });

  test('begins with what is said from now on, in a room that was entered for the first time', async () => {
    const ben = person('Ben');
    const cellar = await hosts(ben, 'Cellar');
    for (let number = 1; number <= 50; number += 1) say(ben, cellar.key, `before ${number}`);
    const ada = person('Ada');
    const { key } = expectOk(await ada.party.places.join(cellar.address));
    await until(() => textsOf(ada, key).length === 50, 'the past is there');
    await unreadIs(ada, key, 0);
    say(ben, cellar.key, 'now');
    await unreadIs(ada, key, 1);
  });

  test('is the same after a restart, with what came meanwhile', async () => {
    const { ada, ben, others, joined } = await twoAndTwo();
    const { key } = joined[0];
    say(ben, others[0].key, 'one');
    await unreadIs(ada, key, 1);
    await ada.party.close();
    say(ben, others[0].key, 'two, Ada');
    const again = person('', ada.folder);
    expect(again.party.places.knownRooms().find((room) => room.key === key)).toMatchObject({ unread: 1, isOpen: true });
    again.party.places.reopen(again.party.settings());
    await unreadIs(again, key, 2, 1);
  });
});

describe('a restart', () => {
  test('is back in the rooms that were left open, each by itself, hosted ones if so set', async () => {
    const { ada, hosted, joined } = await twoAndTwo();
    expectOk(await ada.party.places.leave(joined[1].key));
    expectOk(ada.party.updateSettings({ reopenHosted: true }));
    ada.party.places.order([joined[0].key, hosted[1].key]);
    expectOk(ada.party.places.pin(hosted[0].key, true));
    expectOk(ada.party.places.mute(hosted[1].key, true));
    await ada.party.close();
    const again = person('', ada.folder);
    again.party.places.reopen(again.party.settings());
    const online = () => again.party.places.cards().filter(({ connection }) => connection.state === 'online').length;
    await until(
      () => online() === 3,
      () => `three are online; there are ${online()}`,
    );
    const cards = new Map(again.party.places.cards().map((one) => [one.key, one]));
    expect([...cards.keys()].sort()).toEqual([hosted[0].key, hosted[1].key, joined[0].key].sort());
    expect(cards.get(hosted[0].key)).toMatchObject({ isPinned: true, isMuted: false, address: hosted[0].address });
    expect(cards.get(hosted[1].key)).toMatchObject({ isPinned: false, isMuted: true, order: 1 });
    expect(cards.get(joined[0].key)?.order).toBe(0);
  });

  test('leaves hosted rooms closed unless they are to be opened, and every room where none is', async () => {
    const { ada, joined } = await twoAndTwo();
    await ada.party.close();
    const again = person('', ada.folder);
    again.party.places.reopen(again.party.settings());
    const keys = again.party.places.cards().map(({ key }) => key);
    expect(keys.sort()).toEqual(joined.map(({ key }) => key).sort());
    expectOk(again.party.updateSettings({ reopenRooms: false }));
    await again.party.close();
    const third = person('', ada.folder);
    third.party.places.reopen(third.party.settings());
    expect(third.party.places.cards()).toEqual([]);
    expect(third.party.places.knownRooms().filter(({ isOpen }) => isOpen)).toEqual([]);
  });

  test('waits for a room that is not there, and is in it as soon as it is', async () => {
    const port = await freePort();
    const path = `${temporaryFolder()}/room.db`;
    const first = await openRoom({ port, path });
    const ada = person('Ada');
    const { key } = expectOk(await ada.party.places.join(`127.0.0.1:${port}`));
    await ada.party.close();
    await first.close();
    const again = person('', ada.folder);
    again.party.places.reopen(again.party.settings());
    await until(() => card(again, key)?.connection.state === 'waiting', 'it waits');
    expect(card(again, key)?.name).toBe(first.info.name);
    await openRoom({ port, path });
    again.party.places.get(key)?.reconnectNow();
    await until(() => card(again, key)?.connection.state === 'online', 'it is there');
  });

  test('goes on in a room that moved, where another address leads there, and is who it was', async () => {
    const path = `${temporaryFolder()}/room.db`;
    const first = await openRoom({ path });
    const ada = person('Ada');
    const { key, you } = expectOk(await ada.party.places.join(`127.0.0.1:${first.listening.port}`));
    await first.close();
    // What waits after a start has reached nothing yet; what waits later knows its room.
    await ada.party.close();
    const again = person('', ada.folder);
    again.party.places.reopen(again.party.settings());
    for (let time = 1; time <= 2; time += 1) {
      await until(() => card(again, key)?.connection.state === 'waiting', 'it waits');
      const moved = await openRoom({ path });
      const address = `127.0.0.1:${moved.listening.port}`;
      expect(expectOk(await again.party.places.join(address))).toMatchObject({ key, you, address });
      expect(again.party.places.cards()).toMatchObject([{ key, address, connection: { state: 'online' } }]);
      expect(again.party.places.knownRooms()).toHaveLength(1);
      await moved.close();
    }
    expect(again.pushes.filter(({ kind }) => kind === 'notice')).toEqual([]);
  });

  test('opens a hosted room on another port where another program has its own', async () => {
    const ada = person('Ada');
    expectOk(ada.party.updateSettings({ reopenHosted: true }));
    const { key, address } = await hosts(ada, 'Attic');
    await ada.party.close();
    await occupy({ port: Number(address.split(':').at(-1)) });
    const again = person('', ada.folder);
    again.party.places.reopen(again.party.settings());
    await until(() => card(again, key)?.connection.state === 'online', 'it is open');
    expect(card(again, key)?.address).not.toBe(address);
  });

  test('shows a hosted room that can’t be opened with its problem, and opens it when asked again', async () => {
    const ada = person('Ada');
    expectOk(ada.party.updateSettings({ reopenHosted: true }));
    const { key } = await hosts(ada, 'Attic');
    await ada.party.close();
    const log = dataFolder.hostedRoom(ada.folder, 'Attic');
    const other = expectOk(await RoomHost.open({ ...LOOPBACK, name: 'Attic', path: log }));
    const again = person('', ada.folder);
    again.party.places.reopen(again.party.settings());
    await until(() => card(again, key)?.connection.state === 'closed', 'it is not open');
    expect(card(again, key)?.connection).toMatchObject({ problem: { code: 'store_locked' } });
    await other.close();
    expectOk(await again.party.places.enter(key));
    expect(card(again, key)?.connection.state).toBe('online');
  });
});

describe('a known room', () => {
  test('is entered again under the same key, hosted or joined, and goes with all that is kept when it is forgotten', async () => {
    const { ada, ben, hosted, others, joined } = await twoAndTwo();
    say(ben, others[0].key, 'one');
    await until(() => textsOf(ada, joined[0].key).includes('one'), 'it is heard');
    for (const { key } of [hosted[0], joined[0]]) expectOk(await ada.party.places.leave(key));
    const known = ada.party.places.knownRooms();
    expect(known.filter(({ isOpen }) => !isOpen).map(({ name }) => name)).toEqual(['Cellar', 'Attic']);
    for (const { key } of [hosted[0], joined[0]]) expect(expectOk(await ada.party.places.enter(key)).key).toBe(key);

    const goes = expectOk(ada.party.places.forgetting(joined[0].key));
    expect(goes).toMatchObject({ name: 'Cellar', isHosted: false, waiting: 0 });
    expect([goes.events >= 4, goes.bytes > 4_096]).toEqual([true, true]);
    for (const { key } of [hosted[0], joined[0]]) expectOk(await ada.party.places.forget(key));
    expect(
      ada.party.places
        .knownRooms()
        .map(({ name }) => name)
        .sort(),
    ).toEqual(['Balcony', 'Den']);
    const anew = expectOk(await ada.party.places.join(others[0].address));
    expect(anew.you).not.toBe(joined[0].you);
  });

  test('that is joined by its address again keeps what was settled about it, and is one room in the list', async () => {
    const { ada, others, joined } = await twoAndTwo();
    expectOk(ada.party.places.pin(joined[0].key, true));
    expectOk(await ada.party.places.leave(joined[0].key));
    const { key } = expectOk(await ada.party.places.join(others[0].address));
    expect(card(ada, key)?.isPinned).toBe(true);
    expect(ada.party.places.knownRooms().filter(({ name }) => name === 'Cellar')).toHaveLength(1);
  });

  test('is none that was never reached', async () => {
    const ada = person('Ada');
    const failed = await ada.party.places.join(`127.0.0.1:${await freePort()}`);
    expect(failed).toMatchObject({ ok: false, problem: { code: 'refused' } });
    expect([ada.party.places.cards(), ada.party.places.knownRooms()]).toEqual([[], []]);
  });
});
