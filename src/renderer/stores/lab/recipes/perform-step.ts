import { failure, type Result, success } from '../../../../shared/error-codes.ts';
import { NO_IMPAIRMENT } from '../../../../shared/impairment/impairment.ts';
import type { LabEncoding, LabText } from '../../../../shared/lab/lab-config.ts';
import { DEFAULT_PRACTICE_BIND, DEFAULT_PRACTICE_PORT } from '../../../../shared/lab/lab-limits.ts';
import type { LabServer } from '../../../../shared/lab/lab-models.ts';
import { attempt } from '../../../bridge.ts';
import { freePortOf } from '../../free-port.ts';
import { clientCame, clientOf, serverCame, serverOf } from '../lab-store.ts';
import type { RecipeServer, RecipeStep } from './recipe-steps.ts';
import { recipeStore, runChanged, type StepNote } from './recipe-store.ts';

/** Milliseconds to watch a connect that is going to wait, before the recipe goes on without it. */
const IN_VAIN_MS = 2_000;
/** Milliseconds between two numbered datagrams. */
const NUMBER_MS = 80;
/** Bytes of one send, and how many at most, that fill the buffers of both sides: they hold some MB on every system. */
const FILL_BYTES = 65_536;
const FILL_SENDS = 600;

export type StepResult = Result<StepNote | undefined>;

/** The run that a step belongs to. */
export interface Stage {
  readonly run: number;
  /** Waits; false when the recipe was given up meanwhile. */
  readonly wait: (ms: number) => Promise<boolean>;
}

const GONE = failure('no_such_peer', 'the recipe has no such server or client any more');

function texts(words: readonly string[], encoding: LabEncoding = 'utf-8'): LabText[] {
  return words.map((text) => ({ text, encoding, ending: 'none' }));
}

/** The last server of the run, as it is now. */
function server(): LabServer | undefined {
  const id = recipeStore.getState().run?.server;
  return id === undefined ? undefined : serverOf(id);
}

function idOf(who: number): string {
  return recipeStore.getState().run?.clients.get(who) ?? '';
}

/** On the lab's usual port, so that the Python beside it fits as it is; else on the next free one. */
async function serve(recipe: RecipeServer, { run }: Stage): Promise<StepResult> {
  const config = { ...recipe, bind: DEFAULT_PRACTICE_BIND, port: DEFAULT_PRACTICE_PORT };
  let opened = await attempt('lab:open-server', config);
  if (!opened.ok && opened.problem.code === 'port_in_use') {
    opened = await attempt('lab:open-server', { ...config, port: freePortOf(opened.problem) ?? 0 });
  }
  if (!opened.ok) return opened;
  const { value } = opened;
  serverCame(value);
  if (!runChanged(run, () => ({ server: value.id }))) await attempt('lab:remove-server', { id: value.id });
  return success({ key: 'port', port: value.port });
}

/** A second server where one listens: it is refused, or the recipe shows nothing. */
async function serveTwice(): Promise<StepResult> {
  const first = server();
  if (!first) return GONE;
  const { port, config } = first;
  const second = await attempt('lab:open-server', { ...config, port });
  if (second.ok) {
    await attempt('lab:remove-server', { id: second.value.id });
    return failure('internal', 'the system lets two servers have one port');
  }
  return second.problem.code === 'port_in_use' ? success({ key: 'refusedPort', port }) : second;
}

async function restart(change: Partial<RecipeServer>): Promise<StepResult> {
  const current = server();
  if (!current) return GONE;
  const config = { ...current.config, ...change, port: current.port };
  const result = await attempt('lab:restart-server', { id: current.id, config });
  if (!result.ok) return result;
  serverCame(result.value);
  return success(undefined);
}

async function connect(who: number, { run }: Stage): Promise<Result<undefined>> {
  const target = server();
  if (!target) return GONE;
  const { transport } = target.config;
  const address = `${DEFAULT_PRACTICE_BIND}:${target.port}`;
  const opened = await attempt('lab:open-client', { transport, target: { kind: 'address', address } });
  if (opened.ok) clientCame(opened.value);
  // One that could not connect is in the lab too.
  const id = opened.ok ? opened.value.id : opened.problem.detail?.client;
  if (typeof id === 'string') {
    const kept = runChanged(run, ({ clients }) => ({ clients: new Map(clients).set(who, id) }));
    if (!kept) await attempt('lab:remove-client', { id });
  }
  return opened.ok ? success(undefined) : opened;
}

/** It is going to wait for longer than anybody wants to watch; the recipe goes on when that is seen. */
async function connectInVain(who: number, stage: Stage): Promise<StepResult> {
  const settled = connect(who, stage);
  const first = await Promise.race([settled, stage.wait(IN_VAIN_MS)]);
  if (typeof first === 'boolean') return success({ key: 'stillWaiting' });
  // Windows does not let it wait.
  return first.ok || first.problem.code === 'timed_out' ? success({ key: 'stillWaiting' }) : success(undefined);
}

async function send(who: number, pieces: LabText[]): Promise<StepResult> {
  const result = await attempt('lab:send', { id: idOf(who), pieces });
  return result.ok ? success(undefined) : result;
}

async function fill(who: number): Promise<StepResult> {
  const id = idOf(who);
  const pieces = texts(['x'.repeat(FILL_BYTES)]);
  let sent = 0;
  for (let count = 0; count < FILL_SENDS; count += 1) {
    const result = await attempt('lab:send', { id, pieces });
    if (result.ok) sent += result.value.sent;
    const queued = result.ok ? result.value.queued : (clientOf(id)?.queuedBytes ?? 0);
    if (!result.ok && result.problem.code !== 'queue_full') return result;
    if (!result.ok || queued > 0) return success({ key: 'buffersFull', sent: Math.max(0, sent - queued), queued });
  }
  return success(undefined);
}

async function number(who: number, count: number, { wait }: Stage): Promise<StepResult> {
  const before = server()?.chunksIn ?? 0;
  for (let index = 1; index <= count; index += 1) {
    const result = await send(who, texts([`#${index}`]));
    if (!result.ok || !(await wait(NUMBER_MS))) return result;
  }
  await wait(ARRIVAL_MS);
  return success({ key: 'arrived', arrived: (server()?.chunksIn ?? before) - before, sent: count });
}

/** What is on its way when the last one is sent arrives within this, in milliseconds. */
const ARRIVAL_MS = 300;

/** The datagrams that come to the server from now on, part of them not. */
async function lose(loss: number): Promise<StepResult> {
  return asNote(await attempt('lab:impair', { id: server()?.id ?? '-', impairment: { ...NO_IMPAIRMENT, loss } }));
}

function asNote(result: Result<unknown>): StepResult {
  return result.ok ? success(undefined) : result;
}

/** Does one step of the run that is under way. @returns what came of it, or why it failed */
export async function performStep(step: RecipeStep, stage: Stage): Promise<StepResult> {
  switch (step.do) {
    case 'serve':
      return serve(step.server, stage);
    case 'connect':
      return connect(step.who, stage);
    case 'connectInVain':
      return connectInVain(step.who, stage);
    case 'send':
      return send(step.who, texts(step.texts, step.encoding));
    case 'end':
      return asNote(await attempt('lab:close-client', { id: idOf(step.who), how: step.how }));
    case 'serveTwice':
      return serveTwice();
    case 'restart':
      return restart({});
    case 'recvSize':
      return restart({ recvSize: step.bytes });
    case 'reading':
      return asNote(await attempt('lab:server-reading', { id: server()?.id ?? '-', reading: step.reading }));
    case 'fill':
      return fill(step.who);
    case 'number':
      return number(step.who, step.count, stage);
    case 'lose':
      return lose(step.share);
  }
}
