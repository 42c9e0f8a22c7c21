import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { sampleChunk, sampleClient, sampleConnection, sampleServer } from '../../../../tests/support/lab-samples.ts';
import { failure, success } from '../../../shared/error-codes.ts';
import type { PartylineApi } from '../../../shared/ipc-contract.ts';
import { appStore } from '../app-store.ts';
import { dialogStore } from '../dialog-store.ts';
import { applyPushes } from '../pushes.ts';
import { answerKey, draftOf, writeLabDraft } from './drafts.ts';
import { labFormStore, USUAL_CHOICES, writeClientForm, writeServerForm } from './form-store.ts';
import { loadLab } from './lab-pushes.ts';
import { labStore, RECIPES_PAGE, showLabPage } from './lab-store.ts';
import { connectClient, startServer, startServerForOthers, startServerOn } from './open-actions.ts';
import { labProblemStore } from './problem-store.ts';
import { answerClient, sendDraft } from './send-actions.ts';
import { askToEndServer, impairSocket, restartOn } from './socket-actions.ts';
import { clearTraffic, trafficOf, watchTraffic } from './traffic-store.ts';

const NO_ONE = failure('no_such_peer', 'gone');
const answers = new Map<string, unknown>();
const asked: [channel: string, payload: unknown][] = [];

const api = {
  invoke: async (channel: string, payload: unknown) => {
    asked.push([channel, payload]);
    return answers.get(channel) ?? NO_ONE;
  },
  onPush: () => () => undefined,
} as unknown as PartylineApi;

const STORES = [appStore, dialogStore, labStore, labFormStore, labProblemStore];
const INITIAL = STORES.map((store) => store.getInitialState());
const channels = () => asked.map(([channel]) => channel);

beforeEach(() => {
  vi.stubGlobal('window', { partyline: api });
  STORES.forEach((store, index) => {
    (store.setState as (state: unknown, replace: true) => void)(INITIAL[index], true);
  });
  answers.clear();
  answers.set('settings:update', success(appStore.getState().settings));
  asked.length = 0;
});
afterEach(() => vi.unstubAllGlobals());

describe('the list of the lab', () => {
  it('finds what runs when the window is opened, and follows it', async () => {
    answers.set('lab:state', { servers: [sampleServer()], clients: [sampleClient()] });
    await loadLab();
    applyPushes([
      { kind: 'lab-server', server: sampleServer({ restarts: 1 }) },
      { kind: 'lab-client', client: sampleClient({ id: 'c2' }) },
    ]);
    expect(labStore.getState().servers.map(({ restarts }) => restarts)).toEqual([1]);
    expect(labStore.getState().clients.map(({ id }) => id)).toEqual(['c1', 'c2']);
  });

  it('leaves the page of what was taken away', () => {
    applyPushes([{ kind: 'lab-server', server: sampleServer() }]);
    showLabPage({ kind: 'server', id: 's1' });
    applyPushes([{ kind: 'lab-removed', id: 's1' }]);
    expect(labStore.getState()).toMatchObject({ servers: [], page: RECIPES_PAGE });
  });
});

describe('starting a server', () => {
  it('shows it and remembers the form', async () => {
    answers.set('lab:open-server', success(sampleServer()));
    writeServerForm({ port: '9000' });
    await startServer();
    expect(labStore.getState().page).toEqual({ kind: 'server', id: 's1' });
    expect(asked.at(-1)).toMatchObject(['settings:update', { lab: { server: { port: '9000' } } }]);
  });

  it('keeps the form and says why it did not start, and takes the free port at a word', async () => {
    answers.set('lab:open-server', failure('port_in_use', 'taken', { port: 8080, freePort: 8081 }));
    await startServer();
    expect(labFormStore.getState().serverProblem?.code).toBe('port_in_use');
    expect(labStore.getState().page).toEqual(RECIPES_PAGE);
    answers.set('lab:open-server', success(sampleServer({ port: 8081 })));
    await startServerOn(8081);
    expect(asked.filter(([channel]) => channel === 'lab:open-server').at(-1)?.[1]).toMatchObject({ port: 8081 });
    expect(labFormStore.getState().serverProblem).toBeUndefined();
  });

  it('asks nobody while a field is wrong', async () => {
    writeServerForm({ port: 'x' });
    await startServer();
    expect(asked).toEqual([]);
  });

  it('lets other computers start programs only when the user has agreed to it', async () => {
    writeServerForm({ habit: 'command', bind: '' });
    await startServer();
    expect(dialogStore.getState().dialog).toEqual({ kind: 'lab-outside', bind: '' });
    expect(channels()).not.toContain('lab:open-server');
    await startServerForOthers();
    expect(asked[0]).toMatchObject(['lab:open-server', { outsideConfirmed: true }]);
  });
});

describe('opening a client', () => {
  it('shows also one that could not connect, which can try again', async () => {
    answers.set('lab:open-client', failure('refused', 'nobody', { client: 'c7' }));
    await connectClient();
    expect(labStore.getState().page).toEqual({ kind: 'client', id: 'c7' });
    expect(labFormStore.getState().clientProblem).toBeUndefined();
  });

  it('says in the form why there is none', async () => {
    answers.set('lab:open-client', failure('lab_full', 'no more'));
    writeClientForm({ address: '127.0.0.1:1' });
    await connectClient();
    expect(labFormStore.getState().clientProblem?.code).toBe('lab_full');
  });
});

describe('ending a server', () => {
  const withOne = sampleServer({ connectionsOpen: 1, connections: [sampleConnection()] });

  it('asks first when it has connections', async () => {
    applyPushes([{ kind: 'lab-server', server: withOne }]);
    await askToEndServer('s1', 'restart');
    expect(dialogStore.getState().dialog).toEqual({ kind: 'lab-end-server', id: 's1', ending: 'restart', open: 1 });
    expect(asked).toEqual([]);
  });

  it('asks nothing for addresses that only sent datagrams', async () => {
    applyPushes([{ kind: 'lab-server', server: { ...withOne, config: { ...withOne.config, transport: 'udp' } } }]);
    answers.set('lab:stop-server', success(sampleServer({ state: 'stopped' })));
    await askToEndServer('s1', 'stop');
    expect(labStore.getState().servers[0]?.state).toBe('stopped');
  });

  it('starts it again on a port that is free', async () => {
    applyPushes([{ kind: 'lab-server', server: sampleServer({ state: 'stopped' }) }]);
    answers.set('lab:restart-server', failure('port_in_use', 'taken', { port: 8080, freePort: 8082 }));
    await askToEndServer('s1', 'restart');
    expect(labProblemStore.getState().problems.get('s1')?.code).toBe('port_in_use');
    answers.set('lab:restart-server', success(sampleServer({ port: 8082 })));
    await restartOn('s1', 8082);
    expect(asked.at(-1)).toMatchObject(['lab:restart-server', { config: { port: 8082 } }]);
    expect(labProblemStore.getState().problems.size).toBe(0);
  });
});

describe('what one writes', () => {
  it('is gone from the composer once it was sent, and stays when it was not', async () => {
    writeLabDraft('c1', { text: 'hi' });
    await sendDraft('c1', USUAL_CHOICES);
    expect(draftOf('c1').text).toBe('hi');
    answers.set('lab:send', success({ sent: 3, queued: 0 }));
    await sendDraft('c1', USUAL_CHOICES);
    expect(draftOf('c1').text).toBe('');
    expect(asked.at(-1)).toEqual(['lab:send', { id: 'c1', pieces: [{ text: 'hi', encoding: 'utf-8', ending: 'lf' }] }]);
  });

  it('answers one client of several, each with a draft of its own', async () => {
    answers.set('lab:answer', success(undefined));
    writeLabDraft(answerKey('s1', 1), { text: 'to one' });
    writeLabDraft(answerKey('s1', 2), { text: 'to two' });
    await answerClient('s1', 2, USUAL_CHOICES);
    expect([1, 2].map((connection) => draftOf(answerKey('s1', connection)).text)).toEqual(['to one', '']);
  });
});

it('an impairment is drawn at once, before main answers', () => {
  applyPushes([{ kind: 'lab-client', client: sampleClient() }]);
  const bad = { loss: 0.5, duplication: 0, reordering: 0, delayMs: 0, jitterMs: 0, chunkBytes: 0, chunkDelayMs: 0 };
  void impairSocket('c1', bad);
  expect(labStore.getState().clients[0]?.impairment).toEqual(bad);
  void impairSocket('c1', { ...bad, loss: 0 });
  expect(labStore.getState().clients[0]?.impairment).toBeUndefined();
});

describe('the traffic of what is looked at', () => {
  it('begins with what main still has, and is let go when nobody looks any more', async () => {
    answers.set('lab:traffic', { of: 's1', chunks: [sampleChunk(1)] });
    const stops = [watchTraffic('s1'), watchTraffic('s1')];
    applyPushes([
      { kind: 'lab-traffic', traffic: { of: 's1', chunks: [sampleChunk(2)] }, skipped: 0 },
      { kind: 'lab-traffic', traffic: { of: 's9', chunks: [sampleChunk(1)] }, skipped: 0 },
    ]);
    await vi.waitFor(() => expect(trafficOf('s1').chunks.map(({ number }) => number)).toEqual([1, 2]));
    expect([trafficOf('s9').chunks.length, channels().filter((one) => one === 'lab:traffic').length]).toEqual([0, 1]);
    stops[0]?.();
    expect(trafficOf('s1').chunks.length).toBe(2);
    stops[1]?.();
    expect(trafficOf('s1').chunks.length).toBe(0);
  });

  it('stays cleared when one looks again', async () => {
    answers.set('lab:clear-traffic', success(undefined));
    const stop = watchTraffic('s2');
    await clearTraffic(['s2']);
    const { clearedAt } = trafficOf('s2');
    stop();
    watchTraffic('s2')();
    const again = watchTraffic('s2');
    expect(trafficOf('s2').clearedAt).toBe(clearedAt);
    again();
  });
});
