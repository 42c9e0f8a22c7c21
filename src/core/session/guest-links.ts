import { failure, type Problem, type Result, success } from '../../shared/error-codes.ts';
import type { Transport } from '../../shared/models.ts';
import type { GuestSession } from './guest-session.ts';
import type { Certified } from './room-trust.ts';

/** The link of a change of the transport that is not open after this many milliseconds is given up. */
const MOVE_MS = 10_000;

/** Where what a link reports goes. Nothing may be reported before the link is there. */
export interface LinkReports {
  /** Bytes can flow. */
  opened(now: number): void;
  /** It broke, or could not be opened. */
  closed(problem: Problem, now: number): void;
  /** True while the session goes over this link: what any other link brings is nobody's business. */
  isPresent(): boolean;
}

/** What a guest's links need done. */
export interface LinksShell<L> {
  /** Opens a link to the room. */
  dial(transport: Transport, reports: LinkReports): L;
  /** The session goes on over another transport, as was asked. */
  moved(transport: Transport): void;
}

/** A link, with what its host showed where it is sealed. */
interface Sealable {
  readonly security?: { readonly certificate?: Certified | undefined } | undefined;
  close(): void;
}

/** What the links ask of and tell the session that goes over them. */
export type MovingSession = Pick<
  GuestSession,
  'connection' | 'linkOpened' | 'linkReplaced' | 'linkLost' | 'connectAnew'
>;

interface Line<L> {
  readonly transport: Transport;
  readonly link: L;
}

/** A change of the transport that is under way. */
interface Move<L> {
  readonly line: Line<L>;
  readonly since: number;
  /** Whoever asked for it. */
  readonly settlers: ((result: Result<undefined>) => void)[];
}

/**
 * The link that a guest's session goes over, and beside it the one to another transport that it is to be moved to. The
 * old one is used until the new one is open, so that a transport that is blocked costs nothing.
 */
export class GuestLinks<L extends Sealable> {
  readonly #session: MovingSession;
  readonly #shell: LinksShell<L>;
  /** What the next link is opened over: where the room was reached last, or what was chosen while it was not. */
  #chosen: Transport;
  #line: Line<L> | undefined;
  #move: Move<L> | undefined;

  constructor(transport: Transport, session: MovingSession, shell: LinksShell<L>) {
    this.#chosen = transport;
    this.#session = session;
    this.#shell = shell;
  }

  /** What the present link goes over, or the next one while there is none. */
  get transport(): Transport {
    return this.#line?.transport ?? this.#chosen;
  }

  /** The link under the session, open or on its way. */
  get present(): L | undefined {
    return this.#line?.link;
  }

  /** The link that is opened, or has just been opened, for a change of the transport. */
  get moving(): L | undefined {
    return this.#move?.line.link;
  }

  /** Opens a link for the session. */
  connect(): void {
    const line: Line<L> = this.#dial(this.#chosen, (now) => this.#session.linkOpened(now, certificateOf(line)));
    this.#line = line;
  }

  /** Ends the present link, after what was sent; nothing of it is reported any more. */
  disconnect(): void {
    const line = this.#line;
    this.#line = undefined;
    line?.link.close();
  }

  /**
   * Moves the live session to another transport. `settle` gets to know when it goes on there, or why it does not; a
   * change that is under way is joined by who asks for the same, and ended by who asks for another. While the room is
   * out of reach, whatever try is under way begins anew over `transport`.
   */
  moveTo(transport: Transport, now: number, settle: (result: Result<undefined>) => void): void {
    if (this.#move?.line.transport === transport) {
      this.#move.settlers.push(settle);
      return;
    }
    this.endMove({ code: 'superseded', text: 'another change of the transport was asked for' });
    if (transport === this.transport) return settle(success(undefined));
    if (this.#session.connection.state !== 'online') {
      this.#chosen = transport;
      this.#session.connectAnew(now);
      return settle(success(undefined));
    }
    const line: Line<L> = this.#dial(transport, (at) => this.#takeOver(line, at));
    this.#move = { line, since: now, settlers: [settle] };
  }

  /** The room welcomed the session over the present link. */
  welcomed(): void {
    const line = this.#line;
    if (line === undefined) return;
    this.#chosen = line.transport;
    const move = this.#move;
    if (move?.line !== line) return;
    this.#move = undefined;
    this.#shell.moved(line.transport);
    for (const settle of move.settlers) settle(success(undefined));
  }

  /** Ends the change of the transport that is under way, if there is one. The link that the session goes over stays. */
  endMove({ code, text, detail }: Problem): void {
    const move = this.#move;
    if (!move) return;
    this.#move = undefined;
    if (move.line !== this.#line) move.line.link.close();
    for (const settle of move.settlers) settle(failure(code, text, detail));
  }

  /** Deadlines; call it a few times a second. Once the session is over on the new link, its own deadlines count. */
  tick(now: number): void {
    const move = this.#move;
    if (move && move.line !== this.#line && now - move.since >= MOVE_MS) {
      this.endMove({ code: 'timed_out', text: 'nothing answers there' });
    }
  }

  #dial(transport: Transport, opened: (now: number) => void): Line<L> {
    const isKnown = () => line === this.#line || line === this.#move?.line;
    const link = this.#shell.dial(transport, {
      opened: (now) => {
        if (isKnown()) opened(now);
      },
      closed: (problem, now) => this.#closed(line, problem, now),
      isPresent: () => line === this.#line,
    });
    const line: Line<L> = { transport, link };
    return line;
  }

  /** The link that was to be moved to is open: the session goes on over it. */
  #takeOver(line: Line<L>, now: number): void {
    this.disconnect();
    this.#line = line;
    this.#session.linkReplaced(now, certificateOf(line));
  }

  #closed(line: Line<L>, problem: Problem, now: number): void {
    const isPresent = line === this.#line;
    if (isPresent) this.#line = undefined;
    if (line === this.#move?.line) this.endMove(problem);
    if (isPresent) this.#session.linkLost(problem, now);
  }
}

function certificateOf({ link }: Line<Sealable>): Certified | undefined {
  return link.security?.certificate;
}
