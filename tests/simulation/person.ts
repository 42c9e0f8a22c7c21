import type { Result } from '../../src/shared/error-codes.ts';
import type { Transport } from '../../src/shared/models.ts';
import type { DoorAudit } from './door-audit.ts';
import { type GuestIdentity, GuestProcess } from './guest-process.ts';
import { GuestStore } from './guest-store.ts';
import type { Random } from './random.ts';
import type { Surroundings } from './surroundings.ts';
import { WallClock } from './wall-clock.ts';

/** After so many messages in a run nobody says anything new: the few longest runs would take half of the time. */
const SAYINGS_MAX = 200;

/** Somebody at a computer: talks, renames, loses patience, leaves and comes back, starts the program again. */
export class Person {
  readonly identity: GuestIdentity;
  process: GuestProcess | undefined;
  nick: string;
  /** What this person chose, as src/node keeps it for each room. */
  transport: Transport;
  /** Set at the end of a run when the room has no place for everybody. */
  isGone = false;
  readonly #world: Surroundings;
  /** True while it may be on either transport, for a choice was superseded and none has come true since. */
  #isBetween = false;
  readonly #isForgetful: boolean;
  #said = 0;
  #renames = 0;

  constructor(world: Surroundings, index: number) {
    this.#world = world;
    const name = `guest-${index}`;
    this.identity = {
      name,
      device: world.random.hex(32),
      store: new GuestStore(world.digests),
      newestFirst: index % 2 === 0,
      wall: new WallClock(world.clock),
    };
    this.nick = name;
    this.transport = world.firstTransport();
    this.#isForgetful = index <= world.scenario.forgetful;
  }

  get name(): string {
    return this.identity.name;
  }

  /** True when the program is on another transport than it told the person last. */
  get isMisplaced(): boolean {
    return !this.#isBetween && this.process !== undefined && this.process.transport !== this.transport;
  }

  /** The program starts, with what its disk kept. */
  start(): void {
    if (this.process || this.isGone) return;
    this.#world.trace(() => `${this.name} starts`);
    this.#isBetween = false;
    this.process = new GuestProcess(this.#world, this.identity, this.nick, this.transport);
    const diskFails = this.#world.inTrouble && this.#world.random.chance(0.05);
    if (!diskFails && !this.#isForgetful) return;
    this.process.keeps = false;
    // Its next run is another session, beside which the last words of this one may still be on their way.
    this.#world.ledger.disturbed.add(this.name);
  }

  crash(): void {
    if (!this.process) return;
    this.#world.trace(() => `${this.name} crashes`);
    this.process.crash();
    this.process = undefined;
    this.#startSoon();
  }

  leave(): void {
    this.#world.trace(() => `${this.name} leaves`);
    this.process?.leave();
    this.process = undefined;
  }

  /** Does one thing, now and again; a room that was closed for this person is joined once more. */
  act(): void {
    const { random } = this.#world;
    const { process } = this;
    if (!process?.isAwake) return;
    this.#lookAtOutbox(process);
    this.#lookAtTransport(process);
    if (process.session.connection.state === 'closed') return this.#joinAgain();
    if (process.session.room === undefined) return;
    const dice = random.next();
    if (dice < 0.9) {
      if (this.#world.ledger.sayings.size >= SAYINGS_MAX) return;
      if (this.#world.usesDatagrams && this.#world.network.random.chance(0.3)) process.session.typing();
      for (let count = random.skewed(1, 6); count > 0; count -= 1) this.say();
    } else if (dice < 0.93) this.rename();
    else if (dice < 0.95) process.session.reconnectNow(process.now);
    else if (dice < 0.97) {
      this.leave();
      this.#startSoon();
    }
  }

  /** Helps at the door, where it may; now and then also where it may not. */
  mindDoor(random: Random, audit: DoorAudit): void {
    const { session } = this.process ?? {};
    if (!this.process?.isAwake || session?.connection.state !== 'online') return;
    const { knocks } = session.door.sight;
    if (knocks.length > 0 && random.chance(0.3)) {
      const { id, card } = random.pick(knocks);
      const isLetIn = random.chance(0.7);
      if (isLetIn) audit.admits(session.you ?? '', false, card);
      void session.door.manage({ do: isLetIn ? 'admit' : 'turn_away', knock: id });
    } else if (random.chance(0.05)) {
      const { id } = random.pick(session.members);
      void session.door.manage(
        random.pick([
          { do: 'remove', member: id },
          { do: 'ban', member: id },
          { do: 'role', member: id, role: 'moderator' },
          { do: 'door', door: 'open' },
        ] as const),
      );
    }
  }

  /** What a person does in the end: nothing new, but nothing is left lying about. */
  tidyUp(): void {
    if (!this.process?.isAwake) return;
    this.#lookAtOutbox(this.process);
    this.#lookAtTransport(this.process);
    // Small packets that arrive must not hide that large ones vanish.
    if (this.#world.losesLargeDatagrams) this.process.session.typing();
    if (this.process.session.connection.state === 'closed') this.#joinAgain();
  }

  say(): void {
    const { process } = this;
    const { random, ledger } = this.#world;
    if (!process || process.session.connection.state === 'closed') return;
    this.#said += 1;
    const id = `${this.name}-${this.#said}`;
    const filler = random.chance(0.1) ? '好'.repeat(random.skewed(1, 300)) : 'x'.repeat(random.skewed(1, 60));
    const text = `${id} ${filler}${this.#world.lengthening()}`;
    ledger.say({ guest: this.name, number: this.#said, text, kept: process.keeps, state: 'open' });
    this.#world.textById.set(id, text);
    this.#world.trace(() => `${this.name} says number ${this.#said}`);
    process.session.say(id, text, process.now);
  }

  rename(): void {
    this.#renames += 1;
    this.nick = `${this.name}.${this.#renames}`;
    this.#world.trace(() => `${this.name} is now ${this.nick}`);
    if (this.process) this.process.session.rename(this.nick, this.process.now);
  }

  /** Chooses the other transport, or perhaps the one that it had before the last choice came true. */
  toggle(settled: (result: Result<undefined>) => void = () => {}): void {
    const { process } = this;
    if (!process?.isAwake || process.session.connection.state === 'closed') return;
    const target = process.transport === 'udp' ? 'tcp' : 'udp';
    this.#world.trace(() => `${this.name} chooses ${target}`);
    this.#move(process, target, settled);
  }

  #move(process: GuestProcess, target: Transport, settled: (result: Result<undefined>) => void): void {
    process.moveTo(target, (result) => {
      this.#world.trace(() => `${this.name} ${result.ok ? `is on ${target}` : `stays: ${result.problem.code}`}`);
      if (result.ok) {
        this.transport = target;
        this.#world.moves += 1;
      }
      // Another choice came when the old link was given up and the room had not yet answered over the new one.
      if (result.ok || result.problem.code === 'superseded') this.#isBetween = !result.ok;
      settled(result);
    });
  }

  /** Where nothing comes back over UDP, people take the offer to stay on TCP. */
  #lookAtTransport(process: GuestProcess): void {
    const { connection } = process.session;
    const problem = connection.state === 'waiting' || connection.state === 'closed' ? connection.problem : undefined;
    if (problem?.code !== 'udp_blocked' || !this.#world.isMixed) return;
    this.transport = 'tcp';
    if (connection.state === 'waiting') this.#move(process, 'tcp', () => {});
  }

  /** Says failed messages again or throws them away. */
  #lookAtOutbox({ session, now }: GuestProcess): void {
    const { random, ledger } = this.#world;
    for (const { id, text, state, problem } of session.outbox) {
      if (state === 'waiting') {
        if (random.chance(0.01)) {
          ledger.disturbed.add(this.name);
          session.retry(id, now);
        }
        continue;
      }
      if (problem?.code !== 'text_too_long' && random.chance(0.7)) session.retry(id, now);
      else {
        this.#world.trace(() => `${this.name} throws ${id} away`);
        ledger.givenUp(text);
        session.discard(id);
      }
    }
  }

  #joinAgain(): void {
    this.process?.crash();
    this.process = undefined;
    this.#startSoon();
  }

  #startSoon(): void {
    this.#world.clock.after(this.#world.random.skewed(10, 5_000), () => this.start());
  }
}
