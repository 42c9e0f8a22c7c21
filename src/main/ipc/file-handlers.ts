import { failure } from '../../shared/error-codes.ts';
import type { Handlers } from './answer.ts';

export type FileHandlers = Pick<Handlers, Extract<keyof Handlers, `files:${string}`>>;

/** What main does for each call of the window that is about files. */
export function createFileHandlers(_parts: object): FileHandlers {
  // The engine comes with the next commits; until then no call finds a transfer.
  const unknown = () => failure('transfer_unknown', 'files are not there yet');
  return {
    'files:pick': unknown,
    'files:send-paths': unknown,
    'files:send-bytes': unknown,
    'files:receive': unknown,
    'files:pause': unknown,
    'files:resume': unknown,
    'files:cancel': unknown,
    'files:forget': unknown,
    'files:open': unknown,
    'files:show-in-folder': unknown,
    'files:preview': unknown,
    'files:choose-folder': unknown,
  };
}
