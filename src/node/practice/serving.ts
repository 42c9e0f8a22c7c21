import type { Defects } from '../../core/defects.ts';
import type { Result } from '../../shared/error-codes.ts';
import { failure } from '../../shared/error-codes.ts';
import type { Impairment } from '../../shared/impairment/impairment.ts';
import type { LabServerConfig } from '../../shared/lab/lab-config.ts';
import type { Journal } from './journal.ts';
import type { ProgramList } from './program-list.ts';

/** Who may stop the reading: a person who wants to see buffers fill, or an output that is full itself. */
export type Reader = 'person' | 'output';

/** What serves, until it is stopped. */
export interface Serving {
  readonly address: string;
  readonly port: number;
  /** Hands a person's answer to a connection's peer. */
  answer(connection: number, bytes: Uint8Array): Result<undefined>;
  closeConnection(connection: number, how: 'end' | 'reset'): Result<undefined>;
  /** Whether anything is read, from any connection. */
  setReading(by: Reader, on: boolean): void;
  /** Treats its traffic badly from now on, or as the network does. */
  impair(impairment: Impairment | undefined): void;
  /** Stops listening and closes every connection; the port is free when it settles. */
  stop(): Promise<void>;
}

export interface ServingParts {
  /** With the bind address as a number, or empty. */
  readonly config: LabServerConfig;
  readonly journal: Journal;
  readonly programs: ProgramList;
  /** Hears of what was thrown and must not be; it ended one connection. */
  readonly defects: Defects;
}

export const NO_CONNECTION: Result<never> = failure('no_such_peer', 'that connection is over');
