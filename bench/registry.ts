import { DATAGRAM_SCENARIOS } from './datagrams.ts';
import { DISCOVERY_SCENARIO } from './discovery.ts';
import { FAN_OUT_SCENARIOS } from './fan-out.ts';
import { FILE_SCENARIOS } from './files.ts';
import { FOREIGN_SCENARIOS } from './foreign.ts';
import { IDLE_SCENARIOS } from './idle.ts';
import { IDLE_ROOMS_SCENARIO } from './idle-rooms.ts';
import { KNOCKING_SCENARIO } from './knocking.ts';
import { LATENCY_SCENARIO } from './latency.ts';
import { RECORDING_SCENARIOS } from './recording.ts';
import type { Scenario } from './scenario.ts';
import { SEALED_FAN_OUT_SCENARIOS } from './sealed-fan-out.ts';
import { SEALING_SCENARIOS } from './sealing.ts';
import { SWITCHING_SCENARIO } from './switching.ts';
import { WINDOW_START_SCENARIO } from './window-start.ts';

/** All that can be measured, in the order in which it is. */
export const SCENARIOS: readonly Scenario[] = [
  ...FAN_OUT_SCENARIOS,
  LATENCY_SCENARIO,
  ...IDLE_SCENARIOS,
  KNOCKING_SCENARIO,
  ...SEALING_SCENARIOS,
  ...SEALED_FAN_OUT_SCENARIOS,
  ...FOREIGN_SCENARIOS,
  ...DATAGRAM_SCENARIOS,
  ...RECORDING_SCENARIOS,
  ...FILE_SCENARIOS,
  DISCOVERY_SCENARIO,
  IDLE_ROOMS_SCENARIO,
  SWITCHING_SCENARIO,
  WINDOW_START_SCENARIO,
];
