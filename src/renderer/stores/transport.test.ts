import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { failure, success } from '../../shared/error-codes.ts';
import { NO_IMPAIRMENT } from '../../shared/impairment/impairment.ts';
import type { PartylineApi, Push } from '../../shared/ipc-contract.ts';
import type { LinkQuality, RoomEvent } from '../../shared/models.ts';
import type { RoomView } from '../../shared/places/place-models.ts';
import { appStore } from './app-store.ts';
import { A_KEY, aRoomView, noPlaces } from './places/a-place.ts';
import { shownRoom } from './places/open-places.ts';
import { impairmentOf } from './places/room-store.ts';
import { samplePlace } from './places/sample-place.ts';
import { showPlace } from './places/show-place.ts';
import { applyPushes } from './pushes.ts';
import { qualityStore, watchQuality } from './quality-store.ts';
import { impair, moveTo, tellTyping } from './room-actions.ts';
import { chooseTransport, joinRoom } from './start-actions.ts';
import { startStore } from './start-store.ts';

function message(seq: number, from = 'ben'): RoomEvent {
  return { seq, at: seq, kind: 'message', id: `m${seq}`, from, nick: from, text: String(seq) };
}

/** The main process as these tests script it: answers by channel, and what was asked. */
const answers = new Map<string, unknown>();
const asked: [channel: string, payload: unknown][] = [];
const api = {
  invoke: async (channel: string, payload: unknown) => {
    asked.push([channel, payload]);
    return answers.get(channel);
  },
} as unknown as PartylineApi;

const STORES = [appStore, startStore, qualityStore];
const INITIAL = STORES.map((store) => store.getInitialState());

function push(...batch: readonly Push[]): void {
  applyPushes(batch);
}

function changed(view: Partial<RoomView>): void {
  push({ kind: 'room', key: A_KEY, change: { view } });
}

function left(): void {
  push({ kind: 'places', changed: [], gone: [A_KEY] });
}

beforeEach(async () => {
  vi.useFakeTimers({ now: 1_000_000 });
  vi.stubGlobal('window', { partyline: api });
  STORES.forEach((store, index) => {
    (store.setState as (state: unknown, replace: true) => void)(INITIAL[index], true);
  });
  answers.clear();
  noPlaces();
  answers.set('room:history', []);
  answers.set('places:open', success({ room: aRoomView(), outbox: [], transfers: [], notice: undefined }));
  push({ kind: 'places', changed: [samplePlace(A_KEY)], gone: [] });
  await showPlace(A_KEY);
  await vi.advanceTimersByTimeAsync(0);
  asked.length = 0;
});

afterEach(() => {
  vi.useRealTimers();
});

describe('moving to another transport', () => {
  it('asks main once: not while it moves already, nor for the transport that it is on', async () => {
    answers.set('room:set-transport', success(undefined));
    await moveTo('tcp');
    changed({ moving: 'udp' });
    await moveTo('udp');
    changed({ moving: undefined, canMove: false });
    await moveTo('udp');
    expect(asked).toEqual([]);
    changed({ canMove: true });
    await moveTo('udp');
    expect(asked).toEqual([['room:set-transport', { key: A_KEY, transport: 'udp' }]]);
    expect(shownRoom().getState().moveFailure).toBeUndefined();
  });

  it('that comes to nothing says why, until it is tried again or works', async () => {
    answers.set('room:set-transport', failure('udp_blocked', 'no'));
    await moveTo('udp');
    expect(shownRoom().getState().moveFailure).toMatchObject({ transport: 'udp', problem: { code: 'udp_blocked' } });
    const again = moveTo('udp');
    expect(shownRoom().getState().moveFailure).toBeUndefined();
    await again;
    push({ kind: 'transport', key: A_KEY, transport: 'udp', at: 7 });
    expect(shownRoom().getState().moveFailure).toBeUndefined();
  });

  it('that came to nothing because something else was chosen says nothing', async () => {
    answers.set('room:set-transport', failure('superseded', 'another'));
    await moveTo('udp');
    expect(shownRoom().getState().moveFailure).toBeUndefined();
  });

  it('that comes to nothing because the room was left says nothing', async () => {
    answers.set('room:set-transport', failure('no_room', 'gone'));
    const moving = moveTo('udp');
    left();
    await moving;
    expect(shownRoom().getState().moveFailure).toBeUndefined();
  });

  it('puts a line between what came before it and what came after', async () => {
    push(
      { kind: 'events', key: A_KEY, events: [message(1)] },
      { kind: 'transport', key: A_KEY, transport: 'udp', at: 9 },
      { kind: 'events', key: A_KEY, events: [message(2)] },
    );
    const { rows } = shownRoom().getState().conversation;
    expect(rows.map(({ kind }) => kind)).toEqual(['message', 'transport', 'message']);
    expect(rows[1]).toMatchObject({ transport: 'udp', at: 9 });
  });
});

describe('joining', () => {
  const recent = { address: '10.0.0.9:8888', name: 'Lab', lastJoined: 1, transport: 'udp' } as const;

  beforeEach(() => {
    left();
    asked.length = 0;
    appStore.setState({ recentRooms: [recent] });
  });

  it('goes over what the room was talked to over last, or TCP', async () => {
    answers.set('room:join', failure('udp_blocked', 'no'));
    await joinRoom(recent.address);
    expect(asked).toEqual([['room:join', { key: expect.any(String), address: recent.address, transport: 'udp' }]]);
    expect(startStore.getState()).toMatchObject({ joinedOver: 'udp', joinProblem: { code: 'udp_blocked' } });
    await joinRoom('10.0.0.7:8888');
    expect(asked[1]).toEqual(['room:join', { key: expect.any(String), address: '10.0.0.7:8888', transport: 'tcp' }]);
  });

  it('goes over what the user chose', async () => {
    answers.set('room:join', failure('refused', 'no'));
    await joinRoom(recent.address, 'tcp');
    expect(asked).toEqual([['room:join', { key: expect.any(String), address: recent.address, transport: 'tcp' }]]);
    expect(startStore.getState()).toMatchObject({ joinTransport: 'tcp', joinedOver: 'tcp' });
    chooseTransport('udp');
    expect(startStore.getState()).toMatchObject({ joinTransport: 'udp', joinProblem: undefined });
  });

  it('by a flag in vain knows what it went over', () => {
    push({ kind: 'start-failed', failure: { problem: { code: 'udp_blocked', text: '' }, joining: recent.address } });
    expect(startStore.getState()).toMatchObject({ joinAddress: recent.address, joinedOver: 'udp' });
  });
});

describe('watching the connection', () => {
  const quality: LinkQuality = { transport: 'tcp', roundTripMs: 3, bytesIn: 10, bytesOut: 20, datagrams: undefined };

  it('asks once a second while somebody looks, and not after', async () => {
    answers.set('room:quality', quality);
    const stop = watchQuality();
    await vi.advanceTimersByTimeAsync(2_500);
    expect(asked.filter(([channel]) => channel === 'room:quality')).toHaveLength(3);
    expect(qualityStore.getState().samples).toHaveLength(3);
    stop();
    await vi.advanceTimersByTimeAsync(5_000);
    expect(asked).toHaveLength(3);
  });

  it('forgets a room that was left', async () => {
    answers.set('room:quality', quality);
    const stop = watchQuality();
    await vi.advanceTimersByTimeAsync(100);
    stop();
    left();
    expect(qualityStore.getState()).toMatchObject({ last: undefined, samples: [] });
  });
});

describe('typing', () => {
  it('is told at most every two seconds', async () => {
    answers.set('room:typing', success(undefined));
    await tellTyping();
    await tellTyping();
    vi.advanceTimersByTime(2_000);
    await tellTyping();
    expect(asked).toEqual([
      ['room:typing', { key: A_KEY }],
      ['room:typing', { key: A_KEY }],
    ]);
  });

  it('of others is shown for four seconds, or until they said it', async () => {
    const typists = () =>
      shownRoom()
        .getState()
        .typists.map(({ member }) => member);
    push({ kind: 'typing', key: A_KEY, member: 'ben' }, { kind: 'typing', key: A_KEY, member: 'cem' });
    expect(typists()).toEqual(['ben', 'cem']);
    push({ kind: 'events', key: A_KEY, events: [message(1, 'ben')] });
    expect(typists()).toEqual(['cem']);
    await vi.advanceTimersByTimeAsync(4_100);
    expect(typists()).toEqual([]);
  });
});

describe('an impairment', () => {
  const lossy = (loss: number) => ({ ...NO_IMPAIRMENT, loss });
  const loss = () => impairmentOf(shownRoom().getState()).loss;

  it('counts as it was asked for last, whatever main says of the one before', async () => {
    answers.set('impairment:set', success(undefined));
    const first = impair(lossy(0.1));
    const second = impair(lossy(0.2));
    changed({ impairment: lossy(0.1) });
    expect(loss()).toBe(0.2);
    await Promise.all([first, second]);
    expect(loss()).toBe(0.2);
    changed({ impairment: lossy(0.3) });
    expect(loss()).toBe(0.3);
  });

  it('is over with the room', async () => {
    answers.set('impairment:set', success(undefined));
    await impair(lossy(0.1));
    left();
    expect(loss()).toBe(0);
  });
});
