import type { SubnetSearchPorts } from '../../core/discovery/subnet-search.ts';
import { SubnetSearching, searchableSubnet } from '../../core/discovery/subnet-search.ts';
import type { SubnetSearch } from '../../shared/discovery/found-room.ts';
import { type Result, success } from '../../shared/error-codes.ts';
import { DEFAULT_PORT } from '../../shared/limits.ts';
import { Alarm } from '../net/alarm.ts';
import { networkAddresses } from '../net/network-addresses.ts';
import { monotonicNow } from '../time/clocks.ts';

/** One search of a subnet at a time: another one ends it. */
export class Searches {
  readonly #ports: SubnetSearchPorts;
  #count = 0;
  #running: SubnetSearching | undefined;
  #alarm: Alarm | undefined;

  constructor(ports: SubnetSearchPorts) {
    this.#ports = ports;
  }

  /** Begins to ask every address of a subnet. Fails with `bad_ip` or `bad_prefix`. */
  begin(text: string, port = DEFAULT_PORT): Result<SubnetSearch> {
    const subnet = searchableSubnet(text);
    if (!subnet.ok) return subnet;
    this.cancel();
    this.#count += 1;
    const search = new SubnetSearching(this.#count, { subnet: subnet.value, port }, this.#ports, monotonicNow());
    const ring = (now: number) => {
      search.tick(now);
      return search.deadline;
    };
    this.#running = search;
    this.#alarm = new Alarm(ring, ring);
    this.#alarm.soon();
    return success(search.progress);
  }

  cancel(): void {
    this.#running?.cancel();
    this.#running = undefined;
    this.#alarm?.stop();
  }
}

/** The subnets of this computer that can be searched, the one most likely meant first, such as `192.168.1.0/24`. */
export function searchableSubnets(): readonly string[] {
  const written = networkAddresses()
    .filter(({ family, kind }) => family === 'IPv4' && kind !== 'loopback')
    .map(({ network, prefix }) => `${network}/${prefix}`);
  return [...new Set(written)].filter((text) => searchableSubnet(text).ok);
}
