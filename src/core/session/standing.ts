import type { DoorWait } from '../../shared/doors/door-wait.ts';
import type { Problem } from '../../shared/error-codes.ts';
import type { Connection } from '../../shared/models.ts';
import { backoff } from './backoff.ts';
import type { GuestShell } from './guest-ports.ts';
import { stillTrue } from './verdict.ts';

/**
 * Where a session stands on its way into the room: no link yet, one on its way, one over which the room is asked who it
 * is, one over which the `hello` is not answered yet, or by a door that somebody must open, in the room, out of it until the next try, out of it for good.
 */
export type Phase = 'idle' | 'connecting' | 'asking' | 'greeting' | 'knocking' | 'online' | 'waiting' | 'closed';

/** Time to connect, for the room to say who it is, and for the welcome to come, each in milliseconds. */
const OPENING_MS = 10_000;

/** What is shown for the moment until another hello, which is on its way, mends what this one was refused for. */
const ANEW: Problem = { code: 'link_lost', text: 'the session begins anew' };

/** The phase of a session, its deadlines, and what of it people see. Time in milliseconds by a clock that is never set. */
export class Standing {
  readonly #shell: Pick<GuestShell, 'changed' | 'wallNow' | 'random'>;
  #phase: Phase = 'idle';
  #connection: Connection = { state: 'connecting' };
  #attempt = 0;
  /** Start of the phase, and of the next try while it waits. */
  #since = 0;
  #retryAt = 0;

  constructor(shell: Pick<GuestShell, 'changed' | 'wallNow' | 'random'>) {
    this.#shell = shell;
  }

  get phase(): Phase {
    return this.#phase;
  }
  get connection(): Connection {
    return this.#connection;
  }

  /** True while a link is open or on its way. */
  get hasLink(): boolean {
    return this.#phase === 'connecting' || this.hasOpenLink;
  }

  /** True while the host can be heard. */
  get hasOpenLink(): boolean {
    const phases: readonly Phase[] = ['asking', 'greeting', 'knocking', 'online'];
    return phases.includes(this.#phase);
  }

  /** True from the first step of a try until the room is entered, while a link is open or on its way. */
  get isTrying(): boolean {
    return this.hasLink && this.#phase !== 'online';
  }

  /** Milliseconds since the phase began. */
  lasts(now: number): number {
    return now - this.#since;
  }

  /** The next try counts as the first. */
  forgetTries(): void {
    this.#attempt = 0;
  }

  connecting(now: number): void {
    this.#attempt += 1;
    this.enter('connecting', now);
    if (this.#connection.state !== 'waiting') this.#show({ state: 'connecting' });
  }

  enter(phase: Phase, now: number): void {
    this.#phase = phase;
    this.#since = now;
  }

  /** At a door that somebody must open; people see for what it waits. */
  knocks(wait: DoorWait): void {
    this.#attempt = 0;
    this.#show({ state: 'knocking', wait });
  }

  /** In the room. */
  online(now: number): void {
    this.#attempt = 0;
    this.enter('online', now);
  }

  /** People see that it is in the room. */
  showOnline(): void {
    this.#show({ state: 'online' });
  }

  /** Out of the room until the next try. @param isMended whether another `hello` follows at once, which will do */
  waits(problem: Problem, isMended: boolean, now: number): void {
    this.enter('waiting', now);
    const before = this.#connection.state === 'waiting' ? this.#connection.problem : undefined;
    const shown = isMended ? ANEW : (stillTrue(before, problem) ?? problem);
    const wait = isMended ? 0 : backoff(Math.max(1, this.#attempt), this.#shell.random());
    this.#retryAt = now + wait;
    const retryAt = this.#shell.wallNow() + wait;
    this.#show({ state: 'waiting', retryAt, attempt: this.#attempt, problem: shown });
  }

  /** Out of the room for good; people see it with {@link showClosed}. */
  showClosed(problem: Problem | undefined): void {
    this.#show(problem ? { state: 'closed', problem } : { state: 'closed' });
  }

  isRetryDue(now: number): boolean {
    return this.#phase === 'waiting' && now >= this.#retryAt;
  }

  /** @returns why the link has to be given up by now, if it has to */
  overdue(now: number): Problem | undefined {
    if (this.lasts(now) < OPENING_MS) return undefined;
    if (this.#phase === 'connecting') return { code: 'timed_out', text: 'nothing answers there' };
    if (this.#phase === 'asking' || this.#phase === 'greeting')
      return { code: 'not_a_room', text: 'it answers, but not as a room' };
    return undefined;
  }

  #show(connection: Connection): void {
    this.#connection = connection;
    this.#shell.changed('room');
  }
}
