import { CALM, type DatagramFault, type DatagramScenario } from './datagram-scenario.ts';
import type { Sabotage } from './sabotage.ts';
import type { Carriage, Fault, Scenario } from './scenario.ts';
import { simulate } from './simulate.ts';

/** Runs of one smaller scenario, each with another course of chance, before it counts as one that does not fail. */
const TRIES = 4;
/** Virtual milliseconds of trouble below which a run is not made shorter. */
const SHORTEST_MS = 1_000;

/** A run that fails, and how it was made of its seed: the same parts give the same run. */
export interface Small {
  readonly seed: number;
  readonly transport: Carriage;
  readonly scenario: Scenario;
  readonly salt: number;
  readonly failure: string;
}

/** A scenario made smaller; undefined where there is nothing to leave out. */
type Step = (scenario: Scenario) => Scenario | undefined;

/**
 * Looks for the smallest run that breaks the same promise as `seed` does: leaves out one kind of trouble after the
 * other, guests, and time, as long as it still fails. The same seed gives the same result.
 */
export function shrink(
  seed: number,
  transport: Carriage,
  sabotage: Sabotage = 'none',
  change = (scenario: Scenario) => scenario,
): Small | undefined {
  const first = firstFailure(seed, transport, sabotage, change);
  if (first === undefined) return undefined;
  let small = first;
  for (let isSmaller = true; isSmaller; ) {
    isSmaller = false;
    for (const step of steps(small.scenario)) {
      const scenario = step(small.scenario);
      const smaller = scenario && failing({ ...small, scenario }, sabotage);
      if (!smaller) continue;
      small = smaller;
      isSmaller = true;
    }
  }
  return small;
}

/** Runs a small run again, with a trace. */
export function replaySmall({ seed, transport, scenario, salt }: Small, trace: (line: string) => void): void {
  simulate(seed, { transport, salt, change: () => scenario, trace, packets: true });
}

function firstFailure(
  seed: number,
  transport: Carriage,
  sabotage: Sabotage,
  change: (scenario: Scenario) => Scenario,
): Small | undefined {
  let drawn: Scenario | undefined;
  const changeAndKeep = (scenario: Scenario) => {
    drawn = change(scenario);
    return drawn;
  };
  const { failure } = simulate(seed, { sabotage, transport, change: changeAndKeep });
  return failure === undefined ? undefined : { seed, transport, scenario: drawn as Scenario, salt: 0, failure };
}

/** @returns a run of that scenario which fails in the same way */
function failing(small: Small, sabotage: Sabotage): Small | undefined {
  const { seed, transport, scenario } = small;
  for (let salt = small.salt; salt < small.salt + TRIES; salt += 1) {
    const { failure } = simulate(seed, { sabotage, transport, salt, change: () => scenario });
    if (failure !== undefined && kindOf(failure) === kindOf(small.failure)) return { ...small, salt, failure };
  }
  return undefined;
}

/** A failure without what differs from run to run: its first line without numbers. */
function kindOf(failure: string): string {
  return (failure.split('\n')[0] as string).replaceAll(/\d+/g, '#');
}

function steps(scenario: Scenario): readonly Step[] {
  const faults = Object.keys(scenario.faults) as Fault[];
  const datagramFaults = Object.keys(scenario.datagrams.faults) as DatagramFault[];
  const calms = (Object.keys(CALM) as (keyof DatagramScenario)[]).filter((key) => key !== 'faults');
  return [
    fewerGuests(1),
    fewerGuests(Math.ceil(scenario.guests / 2)),
    fewerGuests(scenario.guests - 1),
    shorter(0.5),
    shorter(0.8),
    ...faults.map(withoutFault),
    ...datagramFaults.map(withoutDatagramFault),
    ...calms.map(calmer),
    usual('spikes', 0),
    usual('changes', 0),
    usual('forgetful', 0),
    usual('delayMs', 1),
    usual('socketBuffer', 65_536),
    usual('chunk', 65_536),
    ...faults.map(onceOnly),
    ...datagramFaults.map(onceOnlyOfDatagrams),
  ];
}

function fewerGuests(guests: number): Step {
  return (scenario) => {
    if (guests < 1 || guests >= scenario.guests) return undefined;
    return { ...scenario, guests, forgetful: Math.min(scenario.forgetful, guests - 1) };
  };
}

function shorter(share: number): Step {
  return (scenario) => {
    const troubleMs = Math.round(scenario.troubleMs * share);
    return troubleMs < SHORTEST_MS ? undefined : { ...scenario, troubleMs };
  };
}

function usual<K extends 'spikes' | 'changes' | 'forgetful' | 'delayMs' | 'socketBuffer' | 'chunk'>(
  key: K,
  value: Scenario[K],
): Step {
  return (scenario) => (scenario[key] === value ? undefined : { ...scenario, [key]: value });
}

function withoutFault(fault: Fault): Step {
  return (scenario) =>
    scenario.faults[fault] === 0 ? undefined : { ...scenario, faults: { ...scenario.faults, [fault]: 0 } };
}

function onceOnly(fault: Fault): Step {
  return (scenario) =>
    scenario.faults[fault] <= 1 ? undefined : { ...scenario, faults: { ...scenario.faults, [fault]: 1 } };
}

function withoutDatagramFault(fault: DatagramFault): Step {
  return (scenario) => limitDatagramFault(scenario, fault, 0);
}

function onceOnlyOfDatagrams(fault: DatagramFault): Step {
  return (scenario) => limitDatagramFault(scenario, fault, 1);
}

function limitDatagramFault(scenario: Scenario, fault: DatagramFault, most: number): Scenario | undefined {
  const { datagrams } = scenario;
  if (datagrams.faults[fault] <= most) return undefined;
  return { ...scenario, datagrams: { ...datagrams, faults: { ...datagrams.faults, [fault]: most } } };
}

function calmer(key: keyof DatagramScenario): Step {
  return (scenario) => {
    const { datagrams } = scenario;
    return datagrams[key] === CALM[key] ? undefined : { ...scenario, datagrams: { ...datagrams, [key]: CALM[key] } };
  };
}
