import type { Hello } from '../../wire/messages.ts';
import type { ProtocolError } from '../../wire/protocol-error.ts';
import type { WordStep } from '../../wire/word-messages.ts';

/** Why a link that said `hello` is not in the room yet, and what becomes of it. */
export interface Waiting {
  readonly hello: Hello;
  /** Milliseconds until which it may wait. */
  readonly until: number;
  /** What it is told then. */
  readonly overdue: ProtocolError;
  /** The link is gone, or goes in. */
  over(): void;
  /** It says something about the passphrase; absent where nobody asks for one. */
  word?(step: WordStep, now: number): void;
}
