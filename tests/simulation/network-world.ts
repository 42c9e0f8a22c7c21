import type { Path } from '../../src/core/datagram/path.ts';
import type { Clock } from './clock.ts';
import type { DatagramScenario } from './datagram-scenario.ts';
import type { Sabotage } from './sabotage.ts';

/** Where the host listens. */
export const HOST_PATH: Path = { address: 'host', port: 4_711 };

/** What the datagram network needs of the world that it is in. */
export interface NetworkWorld {
  readonly clock: Clock;
  readonly scenario: { readonly datagrams: DatagramScenario; readonly sealed: boolean };
  readonly sabotage: Sabotage;
  /** While true, things break. */
  readonly inTrouble: boolean;
  /** The host's computer is gone, and with it whoever could say that nobody listens there. */
  readonly isHostOff: boolean;
  trace(line: () => string): void;
  tracePacket(line: () => string): void;
}
