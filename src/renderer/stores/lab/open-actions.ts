import type { LabClientConfig, LabServerConfig } from '../../../shared/lab/lab-config.ts';
import { attempt } from '../../bridge.ts';
import { openDialog } from '../dialog-store.ts';
import { readClientForm } from './client-form.ts';
import { clientForm, labFormStore, rememberInLab, serverForm, writeServerForm } from './form-store.ts';
import { clientCame, serverCame, showLabPage } from './lab-store.ts';
import { needsWarning, readServerForm } from './server-form.ts';

/** Marks the forms busy; false when they already are. */
function begin(): boolean {
  if (labFormStore.getState().busy) return false;
  labFormStore.setState({ busy: true, serverProblem: undefined, clientProblem: undefined });
  return true;
}

async function openServer(config: LabServerConfig): Promise<void> {
  if (!begin()) return;
  const form = serverForm();
  const result = await attempt('lab:open-server', config);
  labFormStore.setState({ busy: false });
  if (!result.ok) return labFormStore.setState({ serverProblem: result.problem });
  serverCame(result.value);
  showLabPage({ kind: 'server', id: result.value.id });
  await rememberInLab({ server: form });
}

/** Starts what the form says; where other computers could start programs here, the user is asked first. */
export async function startServer(): Promise<void> {
  const read = readServerForm(serverForm());
  if (!('config' in read)) return;
  if (needsWarning(read.config)) return openDialog({ kind: 'lab-outside', bind: read.config.bind });
  await openServer(read.config);
}

/** The user has read the warning and agrees. */
export async function startServerForOthers(): Promise<void> {
  const read = readServerForm(serverForm());
  if ('config' in read) await openServer({ ...read.config, outsideConfirmed: true });
}

/** The way out of a port that is taken. */
export async function startServerOn(port: number): Promise<void> {
  writeServerForm({ port: String(port) });
  await startServer();
}

async function openClient(config: LabClientConfig): Promise<void> {
  if (!begin()) return;
  const form = clientForm();
  const result = await attempt('lab:open-client', config);
  labFormStore.setState({ busy: false });
  if (result.ok) clientCame(result.value);
  const id = result.ok ? result.value.id : result.problem.detail?.client;
  // A client that could not connect is in the list too, and can try again.
  if (typeof id === 'string') showLabPage({ kind: 'client', id });
  else if (!result.ok) labFormStore.setState({ clientProblem: result.problem });
  await rememberInLab({ client: form });
}

export async function connectClient(): Promise<void> {
  const read = readClientForm(clientForm());
  if ('config' in read) await openClient(read.config);
}
