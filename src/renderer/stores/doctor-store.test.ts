import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { DoctorEvent, NetworkAddress, TargetReport } from '../../shared/doctor/models.ts';
import { failure, success } from '../../shared/error-codes.ts';
import type { PartylineApi } from '../../shared/ipc-contract.ts';
import { cancelCheck, checkConnection, doctorStore, lookAtNetwork, startCheck, writeCompared } from './doctor-store.ts';
import { applyPushes } from './pushes.ts';
import { viewStore } from './view-store.ts';

/** Calls of the window that main has not answered yet. */
const open: { readonly channel: string; readonly payload: unknown; readonly answer: (result: unknown) => void }[] = [];
const api = {
  invoke: (channel: string, payload: unknown) =>
    new Promise((answer) => {
      open.push({ channel, payload, answer });
    }),
} as unknown as PartylineApi;

/** Main answers the oldest call that is open. */
async function answer(result: unknown): Promise<void> {
  open.shift()?.answer(result);
  await Promise.resolve();
  await Promise.resolve();
}

const REPORT: TargetReport = { target: '10.0.0.9:8888', ok: true, findings: [] };
const PROBED: DoctorEvent = { event: 'probed', address: '10.0.0.9', transport: 'tcp', outcome: 'room', ms: 1 };

function report(check: number, event: DoctorEvent): void {
  applyPushes([{ kind: 'doctor', check, event }]);
}

const checkNow = () => doctorStore.getState().check;

beforeEach(() => {
  vi.stubGlobal('window', { partyline: api });
  doctorStore.setState(doctorStore.getInitialState(), true);
  open.length = 0;
});

describe('a check', () => {
  it('is asked for from elsewhere, in the view that shows it', () => {
    checkConnection('10.0.0.9:8888');
    expect(viewStore.getState().view).toBe('doctor');
    expect(open[0]).toMatchObject({ channel: 'doctor:check', payload: { address: '10.0.0.9:8888' } });
    expect(doctorStore.getState().target).toBe('10.0.0.9:8888');
  });

  it('shows each step, also one that comes behind the result', async () => {
    void startCheck('10.0.0.9');
    const id = checkNow()?.id ?? 0;
    report(id, { event: 'probing', address: '10.0.0.9', transport: 'tcp' });
    expect(checkNow()).toMatchObject({ state: 'running', steps: [{ probes: { tcp: { state: 'running' } } }] });
    await answer(success(REPORT));
    report(id, PROBED);
    expect(checkNow()).toMatchObject({
      state: 'done',
      report: REPORT,
      steps: [{ probes: { tcp: { outcome: 'room' } } }],
    });
  });

  it('is no concern any more once it is cancelled, or another one began', async () => {
    void startCheck('10.0.0.8');
    const first = checkNow()?.id ?? 0;
    void startCheck('10.0.0.9');
    report(first, PROBED);
    await answer(success({ ...REPORT, target: '10.0.0.8:8888' }));
    expect(checkNow()).toMatchObject({ target: '10.0.0.9', state: 'running', steps: [], report: undefined });
    void cancelCheck();
    report(first + 1, PROBED);
    await answer(success(REPORT));
    expect(checkNow()).toMatchObject({ state: 'cancelled', steps: [], report: undefined });
  });

  it('says why there is nothing to check', async () => {
    void startCheck('nonsense');
    const bad = failure('bad_address', 'no');
    await answer(bad);
    expect(checkNow()).toMatchObject({ state: 'done', problem: { code: 'bad_address' } });
  });
});

describe('two addresses', () => {
  it('begin with this computer’s best, and keep what was typed', async () => {
    const own = { address: '10.0.0.5', prefix: 24, recommended: true } as NetworkAddress;
    void lookAtNetwork();
    await answer({ addresses: [own], findings: [] });
    expect(doctorStore.getState().one).toBe('10.0.0.5/24');
    void writeCompared({ one: '10.9.9.9' });
    void lookAtNetwork();
    await answer({ addresses: [own], findings: [] });
    expect(doctorStore.getState().one).toBe('10.9.9.9');
  });

  it('are compared as soon as both are there, the newest typed alone counting', async () => {
    await writeCompared({ one: '10.0.0.1/24' });
    expect(open).toEqual([]);
    void writeCompared({ other: '10.0.0' });
    void writeCompared({ other: '10.0.0.2' });
    await answer(failure('bad_ip', 'no'));
    expect(doctorStore.getState().compareProblem).toBeUndefined();
    await answer(success({ same: true }));
    expect(doctorStore.getState().comparison).toEqual({ same: true });
    await writeCompared({ other: ' ' });
    expect(doctorStore.getState().comparison).toBeUndefined();
  });
});
