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
import { applyPushes } from './pushes.ts';
import { askToLeave, readerScrolled, sayDraft, writeDraft } from './room-actions.ts';
import { roomStore } from './room-store.ts';
import { cancelStart, joinRoom } from './start-actions.ts';
import { startStore } from './start-store.ts';

const SETTINGS = { ...DEFAULT_SETTINGS, nick: 'Ada', language: 'en', theme: 'dark' } as const;
const WAITING: OutboxItem = { id: 'o1', text: 'hi', at: 0, state: 'waiting' };

function roomView(change: Partial<RoomView> = {}): RoomView {
  return {
    role: 'host',
    room: { id: 'room-1', name: 'Room' },
    you: 'ada',
    address: '10.0.0.1:8888',
    addresses: ['10.0.0.1:8888'],
    members: [
      { id: 'ada', nick: 'Ada', host: true },
      { id: 'ben', nick: 'Ben', host: false },
    ],
    connection: { state: 'online' },
    transport: 'tcp',
    moving: undefined,
    canMove: true,
    newest: 0,
    copy: 'copy-1',
    place: 'room-1',
    impairment: undefined,
    ...change,
  };
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

const INITIAL = [appStore, roomStore, startStore, dialogStore].map((store) => store.getInitialState());

/** Lets every answer that is under way arrive. */
async function answered(): Promise<void> {
  for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
}

function rowTexts(): string[] {
  return roomStore.getState().conversation.rows.map((row) => (row.kind === 'message' ? row.text : row.kind));
}

beforeEach(() => {
  vi.stubGlobal('window', { partyline: api });
  [appStore, roomStore, startStore, dialogStore].forEach((store, index) => {
    (store.setState as (state: unknown, replace: true) => void)(INITIAL[index], true);
  });
  answers.clear();
  answers.set('room:history', []);
  asked.length = 0;
});

describe('the window’s first picture', () => {
  const state = {
    version: '0.1.0',
    dataFolder: '/home/ada/.config/partyline',
    platform: 'linux',
    systemLanguage: 'en',
    settings: SETTINGS,
    recentRooms: [],
    localAddresses: [],
    room: roomView({ newest: 2 }),
    outbox: [WAITING],
    transfers: [],
    openAddress: undefined,
    startFailure: undefined,
    notice: undefined,
  };

  it('comes with room, history and outbox; pushes that were early follow it', async () => {
    answers.set('app:state', state);
    answers.set('room:history', [message(1), message(2)]);
    connect();
    pushToWindow([{ kind: 'events', events: [message(3)] }]);
    expect(appStore.getState().status).toBe('loading');
    await answered();
    expect(appStore.getState()).toMatchObject({ status: 'ready', settings: SETTINGS });
    expect(rowTexts()).toEqual(['1', '2', '3']);
    expect(roomStore.getState().outbox.items).toEqual([WAITING]);
  });

  it('says so when main does not answer', async () => {
    answers.set('app:state', new Error('gone'));
    connect();
    await answered();
    expect(appStore.getState().status).toBe('failed');
  });

  it('fills in the join form when a link opened the app', async () => {
    answers.set('app:state', { ...state, room: undefined, openAddress: '10.0.0.9:8888' });
    connect();
    await answered();
    expect(startStore.getState()).toMatchObject({ joinAddress: '10.0.0.9:8888', fromLink: true });
  });
});

describe('a room in the window', () => {
  it('asks for the newest page on the first welcome and not again', async () => {
    applyPushes([{ kind: 'room', room: roomView({ room: undefined, you: undefined, copy: undefined }) }]);
    applyPushes([{ kind: 'room', room: roomView({ newest: 7 }) }]);
    await answered();
    applyPushes([{ kind: 'room', room: roomView({ newest: 8, connection: { state: 'connecting' } }) }]);
    expect(asked).toEqual([['room:history', { before: 8, limit: 200 }]]);
  });

  it('starts a new conversation when the host comes back with another room, or its log begins anew', async () => {
    answers.set('room:history', [message(1)]);
    applyPushes([{ kind: 'room', room: roomView({ newest: 1 }) }]);
    await answered();
    answers.set('room:history', []);
    applyPushes([{ kind: 'room', room: roomView({ room: { id: 'room-2', name: 'Other' }, copy: 'copy-2' }) }]);
    await answered();
    expect(rowTexts()).toEqual([]);
    expect(roomStore.getState().conversation.copy).toBe('copy-2');
    answers.set('room:history', [message(1)]);
    applyPushes([{ kind: 'room', room: roomView({ room: { id: 'room-2', name: 'Other' }, copy: 'copy-3' }) }]);
    await answered();
    expect([roomStore.getState().conversation.copy, rowTexts()]).toEqual(['copy-3', ['1']]);
  });

  it('ignores a page that arrives after its room was left', async () => {
    answers.set('room:history', [message(1)]);
    applyPushes([{ kind: 'room', room: roomView({ newest: 1 }) }]);
    applyPushes([{ kind: 'room', room: undefined }]);
    await answered();
    expect(roomStore.getState()).toMatchObject({ room: undefined, conversation: { rows: [] } });
  });

  it('asks for the page before the oldest event once at a time', async () => {
    answers.set('room:history', [message(5), message(6)]);
    applyPushes([{ kind: 'room', room: roomView({ newest: 6 }) }]);
    await answered();
    answers.set('room:history', [message(3), message(4)]);
    await Promise.all([loadOlder(), loadOlder()]);
    expect(asked.slice(1)).toEqual([['room:history', { before: 5, limit: 200 }]]);
    expect(rowTexts()).toEqual(['3', '4', '5', '6']);
  });

  it('asks again for a page that failed to load', async () => {
    answers.set('room:history', [message(5)]);
    applyPushes([{ kind: 'room', room: roomView({ newest: 5 }) }]);
    await answered();
    answers.set('room:history', new Error('busy'));
    await loadOlder();
    expect(roomStore.getState()).toMatchObject({ loadingOlder: false, conversation: { reachedStart: false } });
    answers.set('room:history', [message(4)]);
    await loadOlder();
    expect(rowTexts()).toEqual(['4', '5']);
  });

  it('keeps the list of members while it says the same', () => {
    applyPushes([{ kind: 'room', room: roomView() }]);
    const first = roomStore.getState().room?.members;
    applyPushes([{ kind: 'room', room: roomView({ newest: 3 }) }]);
    expect(roomStore.getState().room?.members).toBe(first);
    applyPushes([{ kind: 'room', room: roomView({ members: [{ id: 'ada', nick: 'Eva', host: true }] }) }]);
    expect(roomStore.getState().room?.members).toEqual([{ id: 'ada', nick: 'Eva', host: true }]);
  });

  it('counts what comes while the reader reads back', async () => {
    applyPushes([{ kind: 'room', room: roomView() }]);
    await answered();
    readerScrolled(false);
    applyPushes([{ kind: 'events', events: [message(1), message(2, 'ada')] }]);
    expect(roomStore.getState().unread).toEqual({ atBottom: false, count: 1 });
  });

  it('asks before it stops hosting for others, and does not when alone', async () => {
    answers.set('room:leave', success(undefined));
    applyPushes([{ kind: 'room', room: roomView() }]);
    askToLeave();
    expect(dialogStore.getState().dialog).toEqual({ kind: 'stop-hosting', otherMembers: 1 });
    applyPushes([{ kind: 'room', room: roomView({ members: [{ id: 'ada', nick: 'Ada', host: true }] }) }]);
    askToLeave();
    await answered();
    expect(roomStore.getState().room).toBeUndefined();
    expect(dialogStore.getState().dialog).toBeUndefined();
  });

  it('asks before an invite link takes one elsewhere', () => {
    applyPushes([{ kind: 'room', room: roomView() }]);
    applyPushes([{ kind: 'open-address', address: '10.0.0.9' }]);
    expect(dialogStore.getState().dialog).toEqual({ kind: 'open-address', address: '10.0.0.9' });
    expect(startStore.getState().joinAddress).toBe('');
  });
});

describe('the composer’s draft', () => {
  it('is sent as it is and emptied at once', async () => {
    answers.set('room:say', success(WAITING));
    writeDraft('  two\nlines ');
    const sent = sayDraft();
    expect(roomStore.getState()).toMatchObject({ draft: '', said: 1 });
    expect(await sent).toBeUndefined();
    expect(asked).toEqual([['room:say', { text: '  two\nlines ' }]]);
  });

  it('is not sent while it is blank', async () => {
    writeDraft(' \n ');
    await sayDraft();
    expect(asked).toEqual([]);
    expect(roomStore.getState().draft).toBe(' \n ');
  });

  it('comes back when main does not take it, above what was written since', async () => {
    answers.set('room:say', failure('text_invalid', 'bad'));
    writeDraft('first');
    const sent = sayDraft();
    writeDraft('second');
    expect(await sent).toMatchObject({ code: 'text_invalid' });
    expect(roomStore.getState().draft).toBe('first\nsecond');
  });

  it('survives a broken link and is forgotten with the room', () => {
    applyPushes([{ kind: 'room', room: roomView() }]);
    writeDraft('half a sen');
    applyPushes([{ kind: 'room', room: roomView({ connection: { state: 'closed' } }) }]);
    expect(roomStore.getState().draft).toBe('half a sen');
    applyPushes([{ kind: 'room', room: undefined }]);
    expect(roomStore.getState().draft).toBe('');
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
    answers.set('room:leave', failure('no_room', 'no'));
    const joining = joinRoom('10.0.0.9:8888');
    await cancelStart();
    await joining;
    expect(startStore.getState()).toMatchObject({ busy: undefined, joinProblem: undefined });
  });
});
