import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { sampleClient, sampleServer } from '../../../../../tests/support/lab-samples.ts';
import { failure, success } from '../../../../shared/error-codes.ts';
import type { PartylineApi } from '../../../../shared/ipc-contract.ts';
import { labStore } from '../lab-store.ts';
import { RECIPE_NAMES } from './recipe-names.ts';
import { RECIPE_STEPS } from './recipe-steps.ts';
import { recipeStore } from './recipe-store.ts';
import { putAway, runRecipe, stopRecipe } from './run-recipe.ts';

type Answer = (payload: never) => unknown;
const answers = new Map<string, Answer>();
const asked: string[] = [];
let clients = 0;

const api = {
  invoke: async (channel: string, payload: unknown) => {
    asked.push(channel);
    return answers.get(channel)?.(payload as never) ?? success(undefined);
  },
  onPush: () => () => undefined,
} as unknown as PartylineApi;

const run = () => recipeStore.getState().run;
const states = () => run()?.steps.map(({ state }) => state);

/** Lets a recipe that was started come to its end. */
async function toEnd(): Promise<void> {
  await vi.advanceTimersByTimeAsync(60_000);
}

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('window', { partyline: api });
  recipeStore.setState({ run: undefined });
  labStore.setState(labStore.getInitialState(), true);
  asked.length = 0;
  clients = 0;
  answers.clear();
  answers.set('lab:open-server', ({ port }: { port: number }) => success(sampleServer({ port })));
  answers.set('lab:restart-server', () => success(sampleServer()));
  answers.set('lab:send', () => success({ sent: 1, queued: 1 }));
  answers.set('lab:open-client', () => {
    clients += 1;
    return success(sampleClient({ id: `c${clients}` }));
  });
});
afterEach(async () => {
  await putAway();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe('a recipe', () => {
  it.each(RECIPE_NAMES.filter((name) => name !== 'address-in-use'))('%s takes all of its steps', async (name) => {
    void runRecipe(name);
    await toEnd();
    expect(run()?.problem).toBeUndefined();
    expect(run()?.state).toBe('done');
    expect(states()).toEqual(RECIPE_STEPS[name].map(() => 'done'));
  });

  it('takes one step after the other, with time to see each', async () => {
    void runRecipe('one-shot-greeting');
    await vi.advanceTimersByTimeAsync(0);
    expect(states()).toEqual(['done', 'waiting', 'waiting']);
    await vi.advanceTimersByTimeAsync(700);
    expect(states()).toEqual(['done', 'done', 'waiting']);
  });

  it('takes the next free port where the usual one is taken, and says which', async () => {
    answers.set('lab:open-server', ({ port }: { port: number }) =>
      port === 8080 ? failure('port_in_use', 'taken', { port, freePort: 8081 }) : success(sampleServer({ port })),
    );
    void runRecipe('echo');
    await vi.advanceTimersByTimeAsync(0);
    expect(run()?.steps[0]?.note).toEqual({ key: 'port', port: 8081 });
  });

  it('is glad of a second server that is refused, and ends where it is not', async () => {
    let opened = 0;
    answers.set('lab:open-server', ({ port }: { port: number }) => {
      opened += 1;
      return opened % 2 === 1 ? success(sampleServer({ port })) : failure('port_in_use', 'taken', { port });
    });
    void runRecipe('address-in-use');
    await toEnd();
    expect(run()?.state).toBe('done');
    expect(run()?.steps[3]?.note).toEqual({ key: 'refusedPort', port: 8080 });

    answers.set('lab:open-server', ({ port }: { port: number }) => success(sampleServer({ port })));
    void runRecipe('address-in-use');
    await toEnd();
    expect(states()?.slice(2, 5)).toEqual(['done', 'failed', 'waiting']);
  });

  it('says why it can not go on, at the step where it is', async () => {
    answers.set('lab:send', () => failure('not_connected', 'closed'));
    void runRecipe('echo');
    await toEnd();
    expect(run()).toMatchObject({ state: 'failed', problem: { code: 'not_connected' } });
    expect(states()).toEqual(['done', 'done', 'failed', 'waiting', 'waiting']);
  });

  it('goes on without a client that is left waiting', async () => {
    answers.set('lab:open-client', () => {
      clients += 1;
      return clients > 2 ? new Promise(() => {}) : success(sampleClient({ id: `c${clients}` }));
    });
    void runRecipe('backlog');
    await toEnd();
    expect(
      run()
        ?.steps.slice(-2)
        .map(({ note }) => note?.key),
    ).toEqual(['stillWaiting', 'stillWaiting']);
  });

  it('stops where it is and leaves what it opened to be played with', async () => {
    void runRecipe('echo');
    await vi.advanceTimersByTimeAsync(700);
    stopRecipe();
    await toEnd();
    expect(run()?.state).toBe('stopped');
    expect(asked).toEqual(['lab:open-server', 'lab:open-client']);
  });

  it('puts away what the one before had opened, its clients first', async () => {
    void runRecipe('one-shot-greeting');
    await toEnd();
    asked.length = 0;
    void runRecipe('echo');
    await vi.advanceTimersByTimeAsync(0);
    expect(asked).toEqual(['lab:remove-client', 'lab:remove-server', 'lab:open-server']);
  });

  it('removes a client that connects after all was put away', async () => {
    let connect: (answer: unknown) => void = () => undefined;
    answers.set('lab:open-client', () => new Promise((resolve) => (connect = resolve)));
    void runRecipe('echo');
    await vi.advanceTimersByTimeAsync(700);
    await putAway();
    connect(success(sampleClient({ id: 'late' })));
    await vi.advanceTimersByTimeAsync(0);
    expect(asked.at(-1)).toBe('lab:remove-client');
    expect(run()).toBeUndefined();
  });
});
