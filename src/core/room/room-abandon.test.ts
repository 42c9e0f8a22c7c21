import { expect, it } from 'vitest';
import { RoomRig } from '../../../tests/support/rigs/room-rig.ts';

const say = (id: string, text = id) => ({ type: 'say', id, text });

/** Two members in a room whose disk is full from here on. */
function fullDisk() {
  const rig = new RoomRig();
  const ada = rig.join();
  const bob = rig.join({ nick: 'Bob' });
  ada.hears();
  rig.store.isFull = true;
  return { rig, ada, bob };
}

it('tells the author of a message that the disk refused it, and nobody else anything', () => {
  const { rig, ada, bob } = fullDisk();
  ada.sends(say('a1'), say('a2'));
  rig.turn();
  expect(ada.hears()).toMatchObject([
    { type: 'refused', id: 'a1', code: 'disk_full' },
    { type: 'refused', id: 'a2', code: 'disk_full' },
  ]);
  expect([bob.hears(), rig.store.newest, ada.isClosed]).toEqual([[], 2, false]);
});

it('goes on with the next number, without a gap', () => {
  const { rig, ada, bob } = fullDisk();
  ada.sends(say('lost'));
  rig.turn();
  rig.store.isFull = false;
  bob.sends(say('b1'));
  rig.turn();
  expect(bob.hears()).toMatchObject([
    { type: 'accepted', seq: 3 },
    { seq: 3, text: 'b1' },
  ]);
});

it('takes a refused message when it is said again under its id', () => {
  const { rig, ada } = fullDisk();
  ada.sends(say('a1'));
  rig.turn();
  ada.hears();
  rig.store.isFull = false;
  ada.sends(say('a1'));
  rig.turn();
  expect(ada.hears()).toMatchObject([
    { type: 'accepted', id: 'a1', seq: 3 },
    { seq: 3, text: 'a1' },
  ]);
});

it('refuses both of a doubled id, and still knows an older one', () => {
  const rig = new RoomRig();
  const ada = rig.join();
  ada.sends(say('old'));
  rig.turn();
  ada.hears();
  rig.store.isFull = true;
  ada.sends(say('new'), say('new'), say('old'));
  rig.turn();
  expect(ada.hears()).toMatchObject([
    { type: 'refused', id: 'new' },
    { type: 'refused', id: 'new' },
    { type: 'accepted', id: 'old', seq: 2 },
  ]);
});

it('answers what needs no disk as ever', () => {
  const { rig, ada } = fullDisk();
  ada.sends({ type: 'ping', t: 1 }, say('a1'), say('bad', ''));
  rig.turn();
  expect(ada.hears()).toMatchObject([
    { type: 'pong' },
    { type: 'refused', id: 'a1' },
    { id: 'bad', code: 'text_empty' },
  ]);
});

it('turns a newcomer away with the reason, and knows nothing of it afterwards', () => {
  const { rig, bob } = fullDisk();
  const cy = rig.connect();
  cy.hello({ nick: 'Cy' });
  cy.sends(say('c1'));
  rig.turn();
  expect(cy.hears()).toMatchObject([{ type: 'error', code: 'disk_full' }]);
  expect(cy.isClosed).toBe(true);
  expect(rig.room.members().map(({ nick }) => nick)).toEqual(['Ada', 'Bob']);
  rig.store.isFull = false;
  const again = rig.join({ nick: 'Cy' }, { device: cy.device });
  expect(again.welcome).toMatchObject({ you: 'm3', seq: 3 });
  expect(bob.hears()).toMatchObject([{ seq: 3, kind: 'joined', nick: 'Cy' }]);
});

it('lets a member resume later that could not come back under another name', () => {
  const { rig, ada } = fullDisk();
  rig.room.closed(ada.link, rig.now);
  const resume = { session: ada.welcome['session'], seq: 2 };
  const early = rig.connect({ device: ada.device });
  early.hello({ nick: 'Countess', resume });
  rig.turn();
  expect(early.hears()).toMatchObject([{ type: 'error', code: 'disk_full' }]);
  expect(rig.room.members()).toContainEqual({ id: 'm1', nick: 'Ada', host: false, clear: true });
  rig.store.isFull = false;
  const late = rig.connect({ device: ada.device });
  late.hello({ resume });
  rig.turn();
  expect(late.hears()).toMatchObject([{ type: 'welcome', you: 'm1', seq: 2 }]);
});

it('keeps a session that a newer one would have replaced', () => {
  const { rig, ada } = fullDisk();
  rig.room.closed(ada.link, rig.now);
  const fresh = rig.connect({ device: ada.device });
  fresh.hello();
  rig.turn();
  rig.store.isFull = false;
  const back = rig.connect({ device: ada.device });
  back.hello({ resume: { session: ada.welcome['session'], seq: 2 } });
  rig.turn();
  expect(back.hears()).toMatchObject([{ type: 'welcome', session: ada.welcome['session'] }]);
  expect(rig.room.members()).toHaveLength(2);
});

it('says left later when it could not be logged at once', () => {
  const { rig, ada, bob } = fullDisk();
  ada.sends({ type: 'bye' });
  rig.turn();
  expect(ada.isClosed).toBe(true);
  expect(rig.room.members()).toHaveLength(2);
  rig.pass(1_000);
  expect(bob.hears()).toEqual([]);
  rig.store.isFull = false;
  rig.pass(1_000);
  expect(bob.hears()).toMatchObject([{ seq: 3, kind: 'left', from: 'm1' }]);
  expect(rig.room.members()).toHaveLength(1);
});
