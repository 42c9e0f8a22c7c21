/** The part of the IPC contract that discovery needs; `ipc-contract.ts` takes it in together with its handlers. */
import { z } from 'zod';
import type { Result } from '../error-codes.ts';
import type { FoundRoom, SubnetSearch } from './found-room.ts';

export const discoverySchemas = {
  /** The rooms that are here now; from the first call on, what changes is pushed. */
  'discovery:list': z.undefined(),
  /** Asks everybody again, as at the start: for whoever does not trust the list. */
  'discovery:refresh': z.undefined(),
  /** Asks one address that the user wrote, as `parseAddress` reads it, whether a room is there. Fails with `timed_out`, `name_not_found` … */
  'discovery:ask': z.strictObject({ address: z.string().min(1).max(300) }),
  /** The subnets of this computer that can be searched, the one most likely meant first, such as `192.168.1.0/24`. */
  'discovery:subnets': z.undefined(),
  /** Asks every address of a subnet, at a pace; another search ends the one before. `port`: where not the usual one. */
  'discovery:search': z.strictObject({
    subnet: z.string().min(1).max(64),
    port: z.int().min(1).max(65_535).optional(),
  }),
  /** Ends the search that is under way, if there is one. */
  'discovery:cancel-search': z.undefined(),
} as const;

export type DiscoveryResults = {
  'discovery:list': readonly FoundRoom[];
  'discovery:refresh': undefined;
  'discovery:ask': Result<FoundRoom>;
  'discovery:subnets': readonly string[];
  'discovery:search': Result<SubnetSearch>;
  'discovery:cancel-search': undefined;
};

export type DiscoveryPush =
  /** Rooms that are new or changed, whole, and the keys of those that are no more; at most ten times a second. */
  | { readonly kind: 'found-rooms'; readonly changed: readonly FoundRoom[]; readonly gone: readonly string[] }
  /** How a search goes on; the last one says `done` or `cancelled`. */
  | { readonly kind: 'subnet-search'; readonly search: SubnetSearch };
