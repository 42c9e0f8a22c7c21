import { comparisonWith } from '../../node/party/comparison.ts';
import type { Party } from '../../node/party/party.ts';
import type { identitySchemas } from '../../shared/identity/identity-contract.ts';
import type { Handlers } from './answer.ts';

/** What main does for each call of the window about keys and the people behind them. */
export function createIdentityHandlers({ people, places }: Party): Pick<Handlers, keyof typeof identitySchemas> {
  return {
    'identity:own': () => people.own(),
    'contacts:list': () => people.list(),
    'contacts:code': ({ key, member }) => comparisonWith(places.get(key), member, people),
    'contacts:verify': ({ key, how }) => people.verify(key, how),
    'contacts:unverify': ({ key }) => people.unverify(key),
    'contacts:scan': ({ text, key }) => people.scan(text, key),
    'contacts:describe': ({ key, ...change }) => people.describe(key, change),
    'contacts:forget': ({ key }) => people.forget(key),
    'contacts:decide': ({ id, as }) => people.decide(id, as),
  };
}
