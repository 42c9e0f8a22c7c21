import { parsePort } from '../../../shared/address.ts';
import { HABIT_TRAITS, type Habit, type HabitOption } from '../../../shared/lab/habits.ts';
import type { LabServerConfig } from '../../../shared/lab/lab-config.ts';
import {
  DEFAULT_PRACTICE_BIND,
  DEFAULT_PRACTICE_PORT,
  DEFAULT_RECV_SIZE,
  DEFAULT_RECV_WAIT_MS,
} from '../../../shared/lab/lab-limits.ts';
import type { ServerForm } from '../../../shared/lab/lab-memory.ts';

export const NEW_SERVER: ServerForm = {
  habit: 'echo',
  transport: 'tcp',
  bind: DEFAULT_PRACTICE_BIND,
  port: String(DEFAULT_PRACTICE_PORT),
  recvSize: String(DEFAULT_RECV_SIZE),
  recvWaitMs: String(DEFAULT_RECV_WAIT_MS),
  file: '',
  fileHeader: 'described',
  fileDescription: '',
  programs: [],
  framing: 'length',
};

/** Another habit, with a transport that it has. */
export function withHabit(form: ServerForm, habit: Habit): ServerForm {
  const { transports } = HABIT_TRAITS[habit];
  const transport = transports.includes(form.transport) ? form.transport : (transports[0] ?? form.transport);
  return { ...form, habit, transport };
}

/** Why a field can't be used. */
export type FieldProblem = 'portBad' | 'recvSizeBad' | 'recvWaitBad' | 'fileMissing';
export type ServerFormProblems = Partial<Record<'port' | 'recvSize' | 'recvWaitMs' | 'file', FieldProblem>>;

/** A whole number within these bounds, or undefined. */
export function wholeNumber(text: string, least: number, most: number): number | undefined {
  const digits = text.trim();
  if (!/^\d{1,9}$/.test(digits)) return undefined;
  const value = Number(digits);
  return value >= least && value <= most ? value : undefined;
}

/** Empty and 0 mean any free port. */
export function readPort(text: string): number | undefined {
  const digits = text.trim();
  return digits === '' || digits === '0' ? 0 : parsePort(digits, 0);
}

function optionsOf(form: ServerForm, has: (option: HabitOption) => boolean): Partial<LabServerConfig> {
  return {
    ...(has('recvSize') && { recvSize: wholeNumber(form.recvSize, 1, 65_536) }),
    ...(has('recvWaitMs') && { recvWaitMs: wholeNumber(form.recvWaitMs, 0, 60_000) }),
    ...(has('file') && { file: form.file === '' ? undefined : form.file }),
    ...(has('fileHeader') && { fileHeader: form.fileHeader }),
    ...(has('fileDescription') && { fileDescription: form.fileDescription }),
    ...(has('programs') && { programs: [...form.programs] }),
    ...(has('framing') && { framing: form.framing }),
  };
}

/** What the form comes to, or what is wrong with it, by field. */
export function readServerForm(
  form: ServerForm,
): { readonly config: LabServerConfig } | { readonly problems: ServerFormProblems } {
  const has = (option: HabitOption) => HABIT_TRAITS[form.habit].options.includes(option);
  const port = readPort(form.port);
  const options = optionsOf(form, has);
  const problems: ServerFormProblems = {
    ...(port === undefined && { port: 'portBad' }),
    ...(has('recvSize') && options.recvSize === undefined && { recvSize: 'recvSizeBad' }),
    ...(has('recvWaitMs') && options.recvWaitMs === undefined && { recvWaitMs: 'recvWaitBad' }),
    ...(has('file') && options.file === undefined && { file: 'fileMissing' }),
  };
  if (port === undefined || Object.keys(problems).length > 0) return { problems };
  const { habit, transport, bind } = form;
  return { config: { habit, transport, bind, port, ...options } };
}

/** Whether only this computer reaches a server that is bound to this address. */
export function isLoopback(bind: string): boolean {
  return bind === '::1' || bind === 'localhost' || /^127(\.\d{1,3}){3}$/.test(bind);
}

/** Other computers could start programs here: the user has to be asked. */
export function needsWarning({ habit, bind }: Pick<LabServerConfig, 'habit' | 'bind'>): boolean {
  return habit === 'command' && !isLoopback(bind);
}
