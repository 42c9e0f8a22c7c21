import { beforeEach, describe, expect, it, vi } from 'vitest';
import { failure, success } from '../../shared/error-codes.ts';
import type { PartylineApi, Push } from '../../shared/ipc-contract.ts';
import type { OutboxItem, RoomEvent } from '../../shared/models.ts';
import type { RoomView } from '../../shared/places/place-models.ts';
import { DEFAULT_SETTINGS } from '../../shared/settings-defaults.ts';
import { appStore } from './app-store.ts';
import { connect } from './connect.ts';
import { dialogStore } from './dialog-store.ts';
import { loadOlder } from './history.ts';
import { A_KEY, aRoomView, noPlaces } from './places/a-place.ts';
import { placeShown, shownRoom } from './places/open-places.ts';
import { placesStore } from './places/places-store.ts';
import { samplePlace } from './places/sample-place.ts';
import { showPlace } from './places/show-place.ts';
import { applyPushes } from './pushes.ts';
import { askToLeave, readerScrolled, sayDraft, writeDraft } from './room-actions.ts';
import { cancelStart, joinRoom } from './start-actions.ts';
import { startStore } from './start-store.ts';

const SETTINGS = { ...DEFAULT_SETTINGS, nick: 'Ada', language: 'en', theme: 'dark' } as const;
const WAITING: OutboxItem = { id: 'o1', text: 'hi', at: 0, state: 'waiting' };

function roomView(change: Partial<RoomView> = {}): RoomView {
  return aRoomView({ role: 'host', ...change });
}

function message(seq: number, from = 'ben', id = `m${seq}`): RoomEvent {
  return { seq, at: seq, kind: 'message', id, from, nick: from, text: String(seq) };
}

/** The main process as these tests script it: answers by channel, and what was asked. */
const answers = new Map<string, unknown>();
const asked: [channel: string, payload: unknown][] = [];
let pushToWindow: (batch: readonly Push[]) => void = () => undefined;

const api = {
  invoke: async (channel: string, payload: unknown) => {
    asked.push([channel, payload]);
    const answer = answers.get(channel);
    if (answer instanceof Error) throw answer;
    return answer;
  },
  onPush: (listener: (batch: readonly Push[]) => void) => {
    pushToWindow = listener;
    return () => undefined;
  },
} as PartylineApi;

const INITIAL = [appStore, startStore, dialogStore].map((store) => store.getInitialState());

/** Lets every answer that is under way arrive. */
async function answered(): Promise<void> {
  for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
}

function rowTexts(): string[] {
  return shownRoom()
    .getState()
    .conversation.rows.map((row) => (row.kind === 'message' ? row.text : row.kind));
}

beforeEach(() => {
  vi.stubGlobal('window', { partyline: api });
  [appStore, startStore, dialogStore].forEach((store, index) => {
    (store.setState as (state: unknown, replace: true) => void)(INITIAL[index], true);
  });
  noPlaces();
  answers.clear();
  answers.set('room:history', []);
  asked.length = 0;
});

/** Main has a place, which the window shows. */
async function entered(room = roomView()): Promise<void> {
  applyPushes([{ kind: 'places', changed: [samplePlace(room.key)], gone: [] }]);
  answers.set('places:open', success({ room, outbox: [], transfers: [], notice: undefined }));
  await showPlace(room.key);
}

/** Main says that something of the room is otherwise. */
function changed({ key, members, ...view }: Partial<RoomView>): void {
  const change = members ? { view, members: { all: members, came: [], left: [] } } : { view };
  applyPushes([{ kind: 'room', key: key ?? A_KEY, change }]);
}

function left(key = A_KEY): void {
  applyPushes([{ kind: 'places', changed: [], gone: [key] }]);
}

/** What was asked on a channel. */
function askedOn(channel: string): unknown[] {
  return asked.filter(([name]) => name === channel).map(([, payload]) => payload);
}

describe('the window’s first picture', () => {
  const state = {
    version: '0.1.0',
    dataFolder: '/home/ada/.config/partyline',
    platform: 'linux',
    systemLanguage: 'en',
    settings: SETTINGS,
    encryption: { isOn: false, done: undefined, left: 0, keptBy: 'system' },
    recentRooms: [],
    localAddresses: [],
    places: [samplePlace(A_KEY)],
    knownRooms: [],
    shown: A_KEY,
    openAddress: undefined,
    startFailure: undefined,
  };
  const snapshot = { room: roomView({ newest: 2 }), outbox: [WAITING], transfers: [], notice: undefined };

  it('comes with room, history and outbox; pushes that were early follow it', async () => {
    answers.set('app:state', state);
    answers.set('places:open', success(snapshot));
    answers.set('room:history', [message(1), message(2)]);
    connect();
    pushToWindow([{ kind: 'events', key: A_KEY, events: [message(3)] }]);
    expect(appStore.getState().status).toBe('loading');
    await answered();
    expect(appStore.getState()).toMatchObject({ status: 'ready', settings: SETTINGS });
    expect(rowTexts()).toEqual(['1', '2', '3']);
    expect(shownRoom().getState().outbox.items).toEqual([WAITING]);
  });

  it('says so when main does not answer', async () => {
    answers.set('app:state', new Error('gone'));
    connect();
    await answered();
    expect(appStore.getState().status).toBe('failed');
  });

  it('fills in the join form when a link opened the app', async () => {
    answers.set('app:state', { ...state, places: [], shown: undefined, openAddress: '10.0.0.9:8888' });
    connect();
    await answered();
    expect(startStore.getState()).toMatchObject({ joinAddress: '10.0.0.9:8888', fromLink: true });
  });
});

describe('a room in the window', () => {
  it('asks for the newest page on the first welcome and not again', async () => {
    await entered(roomView({ room: undefined, you: undefined, copy: undefined }));
    changed(roomView({ newest: 7 }));
    await answered();
    changed({ newest: 8, connection: { state: 'connecting' } });
    expect(askedOn('room:history')).toEqual([{ key: A_KEY, before: 8, limit: 200 }]);
  });

  it('starts a new conversation when the host comes back with another room, or its log begins anew', async () => {
    answers.set('room:history', [message(1)]);
    await entered(roomView({ newest: 1 }));
    await answered();
    answers.set('room:history', []);
    changed({ room: { id: 'room-2', name: 'Other' }, copy: 'copy-2' });
    await answered();
    expect(rowTexts()).toEqual([]);
    expect(shownRoom().getState().conversation.copy).toBe('copy-2');
    answers.set('room:history', [message(1)]);
    changed({ copy: 'copy-3' });
    await answered();
    expect([shownRoom().getState().conversation.copy, rowTexts()]).toEqual(['copy-3', ['1']]);
  });

  it('ignores a page that arrives after its room was left', async () => {
    answers.set('room:history', [message(1)]);
    await entered(roomView({ newest: 1 }));
    left();
    await answered();
    expect(shownRoom().getState()).toMatchObject({ room: undefined, conversation: { rows: [] } });
  });

  it('asks for the page before the oldest event once at a time', async () => {
    answers.set('room:history', [message(5), message(6)]);
    await entered(roomView({ newest: 6 }));
    await answered();
    answers.set('room:history', [message(3), message(4)]);
    await Promise.all([loadOlder(), loadOlder()]);
    expect(askedOn('room:history').slice(1)).toEqual([{ key: A_KEY, before: 5, limit: 200 }]);
    expect(rowTexts()).toEqual(['3', '4', '5', '6']);
  });

  it('asks again for a page that failed to load', async () => {
    answers.set('room:history', [message(5)]);
    await entered(roomView({ newest: 5 }));
    await answered();
    answers.set('room:history', new Error('busy'));
    await loadOlder();
    expect(shownRoom().getState()).toMatchObject({ loadingOlder: false, conversation: { reachedStart: false } });
    answers.set('room:history', [message(4)]);
    await loadOlder();
    expect(rowTexts()).toEqual(['4', '5']);
  });

  it('keeps the list of members while nobody comes or goes', async () => {
    await entered();
    const first = shownRoom().getState().room?.members;
    changed({ newest: 3 });
    expect(shownRoom().getState().room?.members).toBe(first);
    const members = { came: [{ id: 'ada', nick: 'Eva', host: true }], left: ['ben'] };
    applyPushes([{ kind: 'room', key: A_KEY, change: { view: {}, members } }]);
    expect(shownRoom().getState().room?.members).toEqual([{ id: 'ada', nick: 'Eva', host: true }]);
  });

  it('counts what comes while the reader reads back', async () => {
    await entered();
    await answered();
    readerScrolled(false);
    applyPushes([{ kind: 'events', key: A_KEY, events: [message(1), message(2, 'ada')] }]);
    expect(shownRoom().getState().unread).toEqual({ atBottom: false, count: 1 });
  });

  it('asks before it stops hosting for others, and does not when alone', async () => {
    answers.set('places:leave', success(undefined));
    await entered();
    askToLeave();
    expect(dialogStore.getState().dialog).toMatchObject({ kind: 'stop-hosting', key: A_KEY, otherMembers: 1 });
    changed({ members: [{ id: 'ada', nick: 'Ada', host: true }] });
    askToLeave();
    await answered();
    expect(shownRoom().getState().room).toBeUndefined();
    expect(dialogStore.getState().dialog).toBeUndefined();
  });

  it('is left alone by an invite link, which fills in the join form', async () => {
    await entered();
    applyPushes([{ kind: 'open-address', address: '10.0.0.9' }]);
    await answered();
    expect(placesStore.getState()).toMatchObject({ shown: undefined, wanted: undefined });
    expect(startStore.getState()).toMatchObject({ joinAddress: '10.0.0.9', fromLink: true });
  });
});

describe('several places', () => {
  const OTHER = 'b'.repeat(16);

  async function both(): Promise<void> {
    await entered(roomView({ newest: 1 }));
    await entered(roomView({ key: OTHER, copy: 'copy-2', room: { id: 'room-2', name: 'Other' } }));
    await answered();
  }

  it('have each their conversation, their draft and their reader, whichever is shown', async () => {
    await both();
    writeDraft('to the other');
    await showPlace(A_KEY);
    writeDraft('to the first');
    applyPushes([
      { kind: 'events', key: A_KEY, events: [message(1)] },
      { kind: 'events', key: OTHER, events: [message(1), message(2)] },
    ]);
    expect([rowTexts(), shownRoom().getState().draft]).toEqual([['1'], 'to the first']);
    await showPlace(OTHER);
    expect([rowTexts(), shownRoom().getState().draft]).toEqual([['1', '2'], 'to the other']);
    expect(placeShown(OTHER).room.getState().unread).toEqual({ atBottom: false, count: 2 });
    expect(askedOn('places:open')).toEqual([{ key: A_KEY }, { key: OTHER }]);
  });

  it('make way for the next where the shown one is left, and for the start screen behind the last', async () => {
    await both();
    left(OTHER);
    await answered();
    expect(placesStore.getState().shown).toBe(A_KEY);
    left();
    await answered();
    expect(placesStore.getState()).toMatchObject({ shown: undefined, cards: new Map() });
  });

  it('take what was pushed while their picture was on its way after it, and nothing of what is not open', async () => {
    applyPushes([{ kind: 'places', changed: [samplePlace(A_KEY), samplePlace(OTHER, { order: 1 })], gone: [] }]);
    const room = roomView({ newest: 1 });
    answers.set('places:open', success({ room, outbox: [], transfers: [], notice: undefined }));
    answers.set('room:history', [message(1)]);
    const shown = showPlace(A_KEY);
    applyPushes([
      { kind: 'events', key: A_KEY, events: [message(2)] },
      { kind: 'events', key: OTHER, events: [message(9)] },
    ]);
    await shown;
    await answered();
    expect(rowTexts()).toEqual(['1', '2']);
  });

  it('are not shown where another was chosen before their picture came, or where they are gone', async () => {
    await both();
    const third = 'c'.repeat(16);
    const late = showPlace(third);
    await showPlace(A_KEY);
    expect([await late, placesStore.getState().shown]).toEqual([false, A_KEY]);
    answers.set('places:open', failure('no_room', 'gone'));
    expect([await showPlace('d'.repeat(16)), placesStore.getState().shown]).toEqual([false, A_KEY]);
  });

  it('keep the draft even where too many are open for their conversations', async () => {
    await entered();
    writeDraft('half a sen');
    for (let number = 0; number < 20; number += 1) {
      await entered(roomView({ key: number.toString().padStart(16, '0') }));
    }
    expect(askedOn('places:close')).toEqual([{ key: A_KEY }]);
    await entered();
    expect(shownRoom().getState().draft).toBe('half a sen');
  });
});

describe('the composer’s draft', () => {
  it('is sent as it is and emptied at once', async () => {
    answers.set('room:say', success(WAITING));
    await entered();
    writeDraft('  two\nlines ');
    const sent = sayDraft();
    expect(shownRoom().getState()).toMatchObject({ draft: '', said: 1 });
    expect(await sent).toBeUndefined();
    expect(askedOn('room:say')).toEqual([{ key: A_KEY, text: '  two\nlines ' }]);
  });

  it('is not sent while it is blank', async () => {
    await entered();
    writeDraft(' \n ');
    await sayDraft();
    expect(askedOn('room:say')).toEqual([]);
    expect(shownRoom().getState().draft).toBe(' \n ');
  });

  it('comes back when main does not take it, above what was written since', async () => {
    answers.set('room:say', failure('text_invalid', 'bad'));
    await entered();
    writeDraft('first');
    const sent = sayDraft();
    writeDraft('second');
    expect(await sent).toMatchObject({ code: 'text_invalid' });
    expect(shownRoom().getState().draft).toBe('first\nsecond');
  });

  it('survives a broken link and is forgotten with the room', async () => {
    await entered();
    writeDraft('half a sen');
    changed({ connection: { state: 'closed' } });
    expect(shownRoom().getState().draft).toBe('half a sen');
    left();
    expect(shownRoom().getState().draft).toBe('');
  });
});

describe('joining', () => {
  it('keeps the address and says why it failed', async () => {
    answers.set('room:join', failure('refused', 'no'));
    await joinRoom('10.0.0.9:8888');
    expect(startStore.getState()).toMatchObject({
      busy: undefined,
      joinAddress: '10.0.0.9:8888',
      joinProblem: { code: 'refused' },
    });
  });

  it('turns a failure of main itself into a problem', async () => {
    answers.set('room:join', new Error('broken pipe'));
    await joinRoom('10.0.0.9:8888');
    expect(startStore.getState().joinProblem).toEqual({ code: 'internal', text: 'broken pipe' });
  });

  it('ignores the answer that comes after a cancel', async () => {
    answers.set('room:join', failure('timed_out', 'no'));
    answers.set('places:leave', failure('no_room', 'no'));
    const joining = joinRoom('10.0.0.9:8888');
    await cancelStart();
    await joining;
    expect(startStore.getState()).toMatchObject({ busy: undefined, joinProblem: undefined });
  });
});
