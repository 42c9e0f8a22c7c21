import { createStore } from 'zustand/vanilla';
import type { Problem } from '../../../shared/error-codes.ts';
import type { ClientForm, LabChoices, LabMemory, ServerForm } from '../../../shared/lab/lab-memory.ts';
import { appStore } from '../app-store.ts';
import { updateSettings } from '../settings-actions.ts';
import { NEW_CLIENT } from './client-form.ts';
import { NEW_SERVER } from './server-form.ts';

export interface LabFormStore {
  /** Undefined until typed in: then what was used last time counts. */
  readonly server: ServerForm | undefined;
  readonly client: ClientForm | undefined;
  readonly busy: boolean;
  readonly serverProblem: Problem | undefined;
  readonly clientProblem: Problem | undefined;
}

export const labFormStore = createStore<LabFormStore>(() => ({
  server: undefined,
  client: undefined,
  busy: false,
  serverProblem: undefined,
  clientProblem: undefined,
}));

export const USUAL_CHOICES: LabChoices = {
  encoding: 'utf-8',
  ending: 'lf',
  enterSends: true,
  everyMs: '1000',
  bytesAs: 'text',
  readAs: 'utf-8',
};

function memory(): LabMemory {
  return appStore.getState().settings.lab;
}

export function serverForm(): ServerForm {
  return labFormStore.getState().server ?? memory().server ?? NEW_SERVER;
}

export function clientForm(): ClientForm {
  return labFormStore.getState().client ?? memory().client ?? NEW_CLIENT;
}

export function writeServerForm(change: Partial<ServerForm>): void {
  labFormStore.setState({ server: { ...serverForm(), ...change }, serverProblem: undefined });
}

export function writeClientForm(change: Partial<ClientForm>): void {
  labFormStore.setState({ client: { ...clientForm(), ...change }, clientProblem: undefined });
}

/** Keeps it for the next start. */
export async function rememberInLab(change: LabMemory): Promise<void> {
  await updateSettings({ lab: { ...memory(), ...change } });
}

export async function chooseInLab(change: Partial<LabChoices>): Promise<void> {
  await rememberInLab({ choices: { ...(memory().choices ?? USUAL_CHOICES), ...change } });
}
