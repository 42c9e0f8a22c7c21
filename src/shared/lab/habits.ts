import { z } from 'zod';
import type { Transport } from '../models.ts';

/** What a practice server can be like; docs/practice.md says what each answers, byte for byte. */
export const HABITS = [
  'echo',
  'upper',
  'prefix',
  'log',
  'greet',
  'hello',
  'talk',
  'sticky',
  'file',
  'command',
] as const;
export const habitSchema = z.enum(HABITS);
export type Habit = z.infer<typeof habitSchema>;

/** Names of the options that some habits have. */
export type HabitOption =
  | 'recvSize'
  | 'recvWaitMs'
  | 'file'
  | 'fileHeader'
  | 'fileDescription'
  | 'programs'
  | 'framing';

export interface HabitTraits {
  /** The first is the usual one. */
  readonly transports: readonly Transport[];
  /** Options that it takes; others are ignored. */
  readonly options: readonly HabitOption[];
  /** Options without which it can't start. */
  readonly needs: readonly HabitOption[];
  /** A connection is served to its end before the next one is read. */
  readonly oneAtATime: boolean;
  /** A person answers with `lab:answer`. */
  readonly answeredByPerson: boolean;
  /** It sends something before its client does. */
  readonly speaksFirst: boolean;
}

const ANSWERS_BYTES: HabitTraits = {
  transports: ['tcp', 'udp'],
  options: [],
  needs: [],
  oneAtATime: false,
  answeredByPerson: false,
  speaksFirst: false,
};

/** What each habit can do and needs; forms are drawn from this. */
export const HABIT_TRAITS: Readonly<Record<Habit, HabitTraits>> = {
  echo: ANSWERS_BYTES,
  upper: ANSWERS_BYTES,
  prefix: { ...ANSWERS_BYTES, transports: ['udp', 'tcp'] },
  log: { ...ANSWERS_BYTES, oneAtATime: true },
  greet: { ...ANSWERS_BYTES, transports: ['tcp'], speaksFirst: true },
  hello: { ...ANSWERS_BYTES, transports: ['udp', 'tcp'] },
  talk: { ...ANSWERS_BYTES, answeredByPerson: true },
  sticky: { ...ANSWERS_BYTES, transports: ['tcp'], options: ['recvSize', 'recvWaitMs'] },
  file: {
    ...ANSWERS_BYTES,
    transports: ['tcp'],
    options: ['file', 'fileHeader', 'fileDescription'],
    needs: ['file'],
    speaksFirst: true,
  },
  command: { ...ANSWERS_BYTES, transports: ['tcp'], options: ['programs', 'framing'] },
};
