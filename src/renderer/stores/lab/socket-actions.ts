import type { Problem, Result } from '../../../shared/error-codes.ts';
import { type Impairment, isImpaired } from '../../../shared/impairment/impairment.ts';
import type { LabServer } from '../../../shared/lab/lab-models.ts';
import { attempt } from '../../bridge.ts';
import { type LabEnding, openDialog } from '../dialog-store.ts';
import { clientCame, clientOf, labStore, RECIPES_PAGE, serverCame, serverOf } from './lab-store.ts';
import { problemHeard } from './problem-store.ts';
import { forgetTraffic } from './traffic-store.ts';

/** Keeps why a call about one server or client failed, until the next one about it. */
function settled(id: string, result: Result<unknown>): Problem | undefined {
  const problem = result.ok ? undefined : result.problem;
  problemHeard(id, problem);
  return problem;
}

function serverSettled(id: string, result: Result<LabServer>): void {
  settled(id, result);
  if (result.ok) serverCame(result.value);
}

/** Main took it off its list. */
export function socketGone(id: string): void {
  const { servers, clients, page } = labStore.getState();
  const shown = (page.kind === 'server' || page.kind === 'client') && page.id === id;
  labStore.setState({
    servers: servers.filter((server) => server.id !== id),
    clients: clients.filter((client) => client.id !== id),
    ...(shown && { page: RECIPES_PAGE }),
  });
  forgetTraffic(id);
  problemHeard(id, undefined);
}

/** Does it without asking. */
export async function endServer(id: string, ending: LabEnding['ending']): Promise<void> {
  if (ending === 'stop') return serverSettled(id, await attempt('lab:stop-server', { id }));
  if (ending === 'restart') return serverSettled(id, await attempt('lab:restart-server', { id }));
  const result = await attempt('lab:remove-server', { id });
  settled(id, result);
  if (result.ok) socketGone(id);
}

/** Asks first when connections would be cut. */
export async function askToEndServer(id: string, ending: LabEnding['ending']): Promise<void> {
  const server = serverOf(id);
  if (server === undefined) return;
  // Over UDP nobody is cut off: an address may just go on sending.
  const open = server.config.transport === 'tcp' && server.state === 'listening' ? server.connectionsOpen : 0;
  if (open > 0) return openDialog({ kind: 'lab-end-server', id, ending, open });
  await endServer(id, ending);
}

/** Starts a stopped server on another port than it had. */
export async function restartOn(id: string, port: number): Promise<void> {
  const server = serverOf(id);
  if (server === undefined) return;
  const config = { ...server.config, port };
  serverSettled(id, await attempt('lab:restart-server', { id, config }));
}

export async function readServer(id: string, reading: boolean): Promise<void> {
  settled(id, await attempt('lab:server-reading', { id, reading }));
}

/** Treats its own traffic badly, or well again. Drawn at once, so that a slider follows the hand. */
export async function impairSocket(id: string, impairment: Impairment): Promise<void> {
  const server = serverOf(id);
  const client = clientOf(id);
  const shown = isImpaired(impairment) ? impairment : undefined;
  if (server) serverCame({ ...server, impairment: shown });
  if (client) clientCame({ ...client, impairment: shown });
  settled(id, await attempt('lab:impair', { id, impairment }));
}

export async function closeConnection(id: string, connection: number, how: 'end' | 'reset'): Promise<void> {
  settled(id, await attempt('lab:close-connection', { id, connection, how }));
}

export async function closeClient(id: string, how: 'half-close' | 'close' | 'reset'): Promise<void> {
  settled(id, await attempt('lab:close-client', { id, how }));
}

export async function reopenClient(id: string): Promise<void> {
  const result = await attempt('lab:reopen-client', { id });
  settled(id, result);
  if (result.ok) clientCame(result.value);
}

export async function readClient(id: string, reading: boolean): Promise<void> {
  settled(id, await attempt('lab:client-reading', { id, reading }));
}

export async function removeClient(id: string): Promise<void> {
  const result = await attempt('lab:remove-client', { id });
  settled(id, result);
  if (result.ok) socketGone(id);
}
