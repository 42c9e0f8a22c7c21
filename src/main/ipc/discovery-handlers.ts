import type { DiscoveryService } from '../../node/discovery/discovery-service.ts';
import { searchableSubnets } from '../../node/discovery/searches.ts';
import { parseAddress } from '../../shared/address.ts';
import type { DiscoveryPush, discoverySchemas } from '../../shared/discovery/discovery-contract.ts';
import type { Handlers } from './answer.ts';

export interface DiscoveryParts {
  readonly discovery: DiscoveryService;
  readonly push: (push: DiscoveryPush) => void;
}

/** Answers the calls of the list of rooms. Once the window asked for it, it is looked for rooms until the app ends. */
export function createDiscoveryHandlers({
  discovery,
  push,
}: DiscoveryParts): Pick<Handlers, keyof typeof discoverySchemas> {
  let isWatching = false;
  return {
    'discovery:list': () => {
      if (!isWatching) {
        discovery.watch({
          changed: ({ changed, gone }) => push({ kind: 'found-rooms', changed, gone }),
          searched: (search) => push({ kind: 'subnet-search', search }),
        });
      }
      isWatching = true;
      return discovery.rooms();
    },
    'discovery:refresh': () => {
      discovery.refresh();
      return undefined;
    },
    'discovery:ask': async ({ address }) => {
      const parsed = parseAddress(address);
      return parsed.ok ? await discovery.ask(parsed.value) : parsed;
    },
    'discovery:subnets': () => searchableSubnets(),
    'discovery:search': ({ subnet, port }) => discovery.search(subnet, port),
    'discovery:cancel-search': () => {
      discovery.cancelSearch();
      return undefined;
    },
  };
}
