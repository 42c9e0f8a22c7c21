import { type Result, success } from '../../shared/error-codes.ts';
import { DEFAULT_BACKLOG } from '../../shared/limits.ts';
import { listenSilently } from '../net/silent-listener.ts';
import { NO_CONNECTION, type Serving, type ServingParts } from './serving.ts';

/** Listens over TCP and never accepts, so that there is no connection to do anything with. */
export async function serveSilently({ config }: ServingParts): Promise<Result<Serving>> {
  const { port, bind, backlog = DEFAULT_BACKLOG } = config;
  const listening = await listenSilently({ port, bind, backlog });
  if (!listening.ok) return listening;
  const { address, port: bound, close } = listening.value;
  return success({
    address,
    port: bound,
    answer: () => NO_CONNECTION,
    closeConnection: () => NO_CONNECTION,
    setReading: () => {},
    impair: () => {},
    stop: close,
  });
}
