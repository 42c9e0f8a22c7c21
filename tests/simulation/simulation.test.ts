import { describe, expect, it } from 'vitest';
import type { Sabotage } from './sabotage.ts';
import { type Carriage, type Scenario, withDoors } from './scenario.ts';
import { shrink } from './shrink.ts';
import { simulate } from './simulate.ts';

/** A taste of what `npm run simulate` runs thousands of; SIMULATION_SEEDS=5000 makes it more. */
const SEEDS = Number(process.env['SIMULATION_SEEDS'] ?? 60);
/** Seeds of one test: short enough to see how far a run has come. */
const BATCH = 30;
/** Runs in which a sabotaged host must be caught. */
const TO_CATCH = 100;

/**
 * Seeds that once found a defect, what they are run over, and what it was. A change of what is drawn makes another run
 * of a seed, so that each defect has a unit test too.
 */
const REGRESSIONS: readonly (readonly [number, Carriage, string])[] = [
  [28, 'tcp', 'a guest that was away while the log was trimmed came back for ever'],
  [145, 'tcp', 'another nickname of a device that came back without its session was never announced'],
  [253, 'tcp', 'a late hello of a link that was given up took the session, and its guest was closed for good'],
  [861, 'tcp', 'a guest that vanished before its first ping kept its place for ever'],
  [1_481, 'tcp', 'a member vanished from the list when the disk refused to forget its session'],
  [21_152, 'tcp', 'a forgotten guest said a message twice, which is a limit and no defect'],
  [3, 'udp', 'the lone end of a stream was acked before its last bytes, and the link sent garbage from then on'],
  [41, 'mixed', 'a session that connected anew in the middle of a move was told to be where it was not'],
  [395, 'udp', 'large packets vanished for ever while small ones arrived, and were sent again and again'],
  [2_354, 'udp', 'a peer that slept before it answered stopped the timers of a link for as long as it had slept'],
  [
    738_495,
    'mixed',
    'links given up said their hellos late twice within a minute, and their guest was closed for good',
  ],
  [740_076, 'mixed', 'the same with links of the run before'],
  [752_692, 'udp', 'the same after other nicknames'],
  [752_913, 'mixed', 'the same after changes of the transport'],
  [153, 'mixed', 'a late hello of a link that was given up took the session, if only once'],
  [776, 'udp', 'the same over UDP'],
  [767_061, 'mixed', 'a change that was taken back counted as made while the session went on over the other transport'],
  [769_059, 'mixed', 'a change of the transport that was asked for twice ended itself'],
  [1_050_294, 'mixed', 'the same towards the stream'],
  [
    12,
    'mixed',
    'a choice in the middle of a try to come back was said to be true, and came true over the other transport',
  ],
  [
    2_010_984,
    'mixed',
    'a session that came back under a nickname of its own, not the one announced last, said nothing of it',
  ],
  [702_770, 'bulk', 'one late ack made probes so rare that a black hole was found too late'],
  [419_390, 'bulk', 'the same from the host to the guest'],
  [
    4_908,
    'mixed',
    'a member that a room with a short queue caught up was turned away for reading too slowly, for ever',
  ],
];

/** The same of sealed links. */
const SEALED_REGRESSIONS: readonly (readonly [number, Carriage, string])[] = [
  [36, 'tcp', 'a host that was silent for some seconds was taken for one that does not seal any more, for good'],
  [30, 'tcp', 'a host that closed its room in the middle of a handshake was taken for one, too'],
  [32, 'tcp', 'a host said in clear that a handshake takes too long, and its guest took that for a record'],
  [224, 'mixed', 'a late hello took the session, behind one that named no try'],
];

/** The same of rooms whose door somebody minds. */
const MINDED_REGRESSIONS: readonly (readonly [number, Carriage, string])[] = [
  [95, 'udp', 'the host was not told any more who is banned when the disk refused the end of a ban'],
];

const batches = Array.from({ length: Math.ceil(SEEDS / BATCH) }, (_, index) => index * BATCH + 1);

describe('host and guests over a faulty network', () => {
  it.each(batches)('keep every promise from seed %i on', (from) => {
    for (let seed = from; seed < Math.min(from + BATCH, SEEDS + 1); seed += 1) {
      expect(simulate(seed).failure, `replay it with: npm run simulate -- --seed ${seed}`).toBeUndefined();
    }
  });

  it.each(REGRESSIONS)('keep every promise with seed %i over %s: %s', (seed, transport) => {
    expect(simulate(seed, { transport }).failure).toBeUndefined();
  });

  it('do the same twice with the same seed, and something else with another', () => {
    const traceOf = (seed: number) => {
      const lines: string[] = [];
      simulate(seed, { packets: true, trace: (line) => lines.push(line) });
      return lines.join('\n');
    };
    // One over each transport, and one over both.
    for (const seed of [6, 7, 8]) expect(traceOf(seed)).toBe(traceOf(seed));
    expect(traceOf(7)).not.toBe(traceOf(10));
  });
});

describe('host and guests whose links are sealed', () => {
  const sealed = (scenario: Scenario) => ({ ...scenario, sealed: true });

  it.each(['tcp', 'udp', 'mixed'] as const)('keep every promise over %s as well', (transport) => {
    for (let seed = 1; seed <= SEEDS / 3; seed += 1) {
      const { failure } = simulate(seed, { transport, change: sealed });
      const flags = `--seed ${seed} --transport ${transport} --sealed --whole`;
      expect(failure, `replay it with: npm run simulate -- ${flags}`).toBeUndefined();
    }
  });

  it.each(SEALED_REGRESSIONS)('keep every promise with seed %i over %s: %s', (seed, transport) => {
    expect(simulate(seed, { transport, change: sealed }).failure).toBeUndefined();
  });

  it('notice each byte of a stream that is changed on its way: its link ends, the session goes on, and nothing wrong is shown', () => {
    const change = (scenario: Scenario) => ({ ...scenario, sealed: true, changes: 15 });
    const outcomes = Array.from({ length: 20 }, (_, index) => simulate(index + 1, { transport: 'tcp', change }));
    expect(outcomes.filter(({ failure }) => failure !== undefined)).toEqual([]);
    expect(outcomes.reduce((sum, { noticed }) => sum + noticed, 0)).toBeGreaterThan(10);
  });

  it('do the same twice with the same seed', () => {
    const traceOf = (seed: number) => {
      const lines: string[] = [];
      simulate(seed, { transport: 'mixed', change: sealed, packets: true, trace: (line) => lines.push(line) });
      return lines.join('\n');
    };
    expect(traceOf(3)).toBe(traceOf(3));
  });

  it('are caught when records are taken for right that were changed on their way', () => {
    const change = (scenario: Scenario) => ({ ...scenario, sealed: true, changes: 40 });
    let seed = 1;
    const isCaught = () =>
      simulate(seed, { transport: 'tcp', change, sabotage: 'trust-records' }).failure !== undefined;
    while (seed <= TO_CATCH && !isCaught()) seed += 1;
    expect(seed).toBeLessThanOrEqual(TO_CATCH);
  });
});

describe('a room whose door is minded', () => {
  it('lets nobody in whom the door refuses, keeps out who is banned, and gives everybody the same view', () => {
    for (let seed = 1; seed <= SEEDS / 2; seed += 1) {
      const { failure } = simulate(seed, { change: withDoors });
      expect(failure, `replay it with: npm run simulate -- --seed ${seed} --doors --whole`).toBeUndefined();
    }
  });

  it.each(MINDED_REGRESSIONS)('keeps every promise with seed %i over %s: %s', (seed, transport) => {
    expect(simulate(seed, { transport, change: withDoors }).failure).toBeUndefined();
  });

  it('is caught when it lets in whoever knocks', () => {
    let seed = 1;
    const isCaught = () => simulate(seed, { change: withDoors, sabotage: 'open-door' }).failure !== undefined;
    while (seed <= TO_CATCH && !isCaught()) seed += 1;
    expect(seed).toBeLessThanOrEqual(TO_CATCH);
  });
});

describe('what is wrong on purpose is caught', () => {
  const wrong: readonly (readonly [Sabotage, Carriage, string])[] = [
    ['release-before-commit', 'tcp', 'a host that tells of a turn before it is on disk'],
    ['lose-a-refusal', 'tcp', 'a host that takes what the disk refused for written'],
    ['forget-ids', 'tcp', 'a host that does not know a message again'],
    ['forget-ids', 'mixed', 'the same when members change their transport'],
    ['lie-in-acks', 'udp', 'guests that ack what they never got'],
    ['never-resend', 'udp', 'a link that sends nothing a second time'],
    ['hoard-initials', 'udp', 'a host that remembers whoever asks for a cookie'],
    ['amplify', 'udp', 'a host that answers one question with many packets'],
    ['trust-damage', 'udp', 'packets without a checksum'],
  ];
  it.each(wrong)('%s, over %s: %s', (sabotage, transport) => {
    let seed = 1;
    while (seed <= TO_CATCH && simulate(seed, { sabotage, transport }).failure === undefined) seed += 1;
    expect(seed).toBeLessThanOrEqual(TO_CATCH);
  });

  it('and shrunk to a smaller run that fails in the same way, the same one each time', () => {
    const seed = 1;
    const small = shrink(seed, 'udp', 'hoard-initials');
    expect(small).toBeDefined();
    expect(shrink(seed, 'udp', 'hoard-initials')).toEqual(small);
    expect(small?.scenario).toMatchObject({ guests: 1, faults: { cut: 0, hostCrash: 0 } });
  });
});
