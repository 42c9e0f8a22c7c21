import type { FileInfo } from '../../shared/files/file-models.ts';
import type { RoomEvent } from '../../shared/models.ts';

/** A file that was sent into a room. */
export interface SentFile {
  /** Number of its event. */
  readonly event: number;
  /** Milliseconds since 1970, by the host's clock. */
  readonly at: number;
  /** Member id of the sender, and what they were called then. */
  readonly from: string;
  readonly nick: string;
  readonly file: FileInfo;
}

/** What the log tells of one member. */
export interface SaidBy {
  readonly messages: number;
  readonly files: number;
  /** Of whatever they did first; milliseconds since 1970. */
  readonly firstAt: number;
  /** When they came for the time that still lasts; undefined while they are away. */
  readonly hereSince: number | undefined;
}

/** What was counted in a log, or in as much of it as is here. */
export interface LogFacts {
  /** Events that were seen; fewer than the newest one's number where some are not here. */
  readonly events: number;
  readonly messages: number;
  /** When the oldest event that was seen came to be; undefined for none. */
  readonly since: number | undefined;
  /** Oldest first. */
  readonly files: readonly SentFile[];
  /** How many members said or sent something, or came. */
  readonly people: number;
}

interface Person {
  messages: number;
  files: number;
  firstAt: number;
  hereSince: number | undefined;
}

/** Counts a log, its events once each and in order. */
export class LogTally {
  readonly #files: SentFile[] = [];
  readonly #people = new Map<string, Person>();
  #events = 0;
  #messages = 0;
  #since: number | undefined;

  take(event: RoomEvent): void {
    const { seq, at, kind, from, nick, file } = event;
    this.#events += 1;
    this.#since ??= at;
    // What a broken disk lost was nobody's doing.
    if (kind === 'lost') return;
    const person = this.#person(from, at);
    if (kind === 'message') {
      this.#messages += 1;
      person.messages += 1;
    } else if (file) {
      person.files += 1;
      this.#files.push({ event: seq, at, from, nick, file });
    } else if (kind === 'joined') person.hereSince = at;
    else if (kind === 'left') person.hereSince = undefined;
  }

  facts(): LogFacts {
    return {
      events: this.#events,
      messages: this.#messages,
      since: this.#since,
      files: this.#files,
      people: this.#people.size,
    };
  }

  /** What one member did; undefined for somebody of whom nothing was seen. */
  of(member: string): SaidBy | undefined {
    const person = this.#people.get(member);
    return person && { ...person };
  }

  #person(id: string, at: number): Person {
    const known = this.#people.get(id);
    if (known) return known;
    const person = { messages: 0, files: 0, firstAt: at, hereSince: undefined };
    this.#people.set(id, person);
    return person;
  }
}
