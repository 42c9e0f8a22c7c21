import type { Party } from '../../node/party/party.ts';
import type { doorSchemas } from '../../shared/doors/door-contract.ts';
import { failure, success } from '../../shared/error-codes.ts';
import type { Handlers } from './answer.ts';
import { withPlace } from './place-handlers.ts';

/** What main does for each call of the window that is about who comes into a room. */
export function createDoorHandlers(party: Party): Pick<Handlers, keyof typeof doorSchemas> {
  return {
    'doors:manage': ({ key, asked }) => withPlace(party, key, ({ guest }) => guest.door.manage(asked)),
    'doors:set': ({ key, door, word }) =>
      withPlace(party, key, async ({ guest, host }) => {
        if (!host) return failure('not_allowed', 'only who hosts a room sets its door');
        if (word !== undefined) await host.doors.setWord(word);
        return guest.door.manage({ do: 'door', door });
      }),
    'doors:word': ({ key, word }) =>
      withPlace(party, key, ({ guest }) => {
        const problem = guest.doorstep.tryWord(word);
        return problem ? { ok: false, problem } : success(undefined);
      }),
  };
}
