/**
 * What a report for help may tell of the log: codes and numbers. Everything here is a closed set or cut down to one, so
 * that nothing that somebody wrote, and no address, can be in it; what a line says in words stays in the log itself.
 */
import { z } from 'zod';
import { LOCAL_ERROR_CODES, WIRE_ERROR_CODES } from '../../shared/error-codes.ts';

/** What happened. */
export const TOLD_CODES = [
  'started',
  'not_started',
  'closing_failed',
  'defect',
  'fatal_defect',
  'call_failed',
  'window_gone',
  'window_not_loaded',
  'asked_in_vain',
  'connection',
  'no_notification',
  'no_clipboard',
] as const;

const stateSchema = z.enum(['connecting', 'knocking', 'online', 'waiting', 'closed']);
const problemSchema = z.enum([...WIRE_ERROR_CODES, ...LOCAL_ERROR_CODES]);
/** A name of JavaScript's own kinds of errors, or of ours. */
const errorName = z.string().regex(/^\w{1,40}$/);
/** `function (file:line:column)`, without the folder. */
const frame = z.string().regex(/^[\w.$<> ]{0,80}\([\w.:-]{1,80}:\d+:\d+\)$/);
/** Frames of an error that are told: the innermost. */
const FRAMES_TOLD = 12;

export const toldSchema = z.strictObject({
  code: z.enum(TOLD_CODES),
  problem: problemSchema.optional(),
  /** Which of the rooms, counted from 1 in the order in which they were first seen since the start. */
  room: z.int().min(1).optional(),
  state: stateSchema.optional(),
  /** Which try to connect follows. */
  attempt: z.int().min(0).optional(),
  error: z.strictObject({ name: errorName, frames: z.array(frame).max(FRAMES_TOLD) }).optional(),
});
export type Told = z.infer<typeof toldSchema>;

/** One line of what is told. */
export const toldLineSchema = z.strictObject({
  /** ISO 8601, in UTC. */
  at: z.iso.datetime(),
  level: z.enum(['info', 'warn', 'error']),
  told: toldSchema,
});
export type ToldLine = z.infer<typeof toldLineSchema>;

const FRAME = /^ {4}at (?:(.*) \()?(?:.*[\\/])?([^\\/]*:\d+:\d+)\)?$/;

/**
 * An error without its message, which may quote what somebody wrote, and without folders, whose names may be somebody's.
 * @param error whatever was thrown
 */
export function toldError(error: unknown): Told['error'] {
  if (!(error instanceof Error)) return { name: typeof error, frames: [] };
  const { name, message, stack = '' } = error;
  // The message comes first, of however many lines; what it says looks like no frame that way.
  const from = stack.indexOf(message);
  const frames = (from < 0 ? '' : stack.slice(from + message.length))
    .split('\n')
    .map((line) => FRAME.exec(line))
    .flatMap((found) => (found ? [`${found[1] ?? ''}(${found[2]})`] : []))
    .filter((line) => frame.safeParse(line).success);
  return { name: errorName.safeParse(name).success ? name : 'Error', frames: frames.slice(0, FRAMES_TOLD) };
}
