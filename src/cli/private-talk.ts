import { othersIn } from '../core/conversation/private-conversation.ts';
import type { PrivateParts } from '../node/joining/private-words.ts';
import { PrivateWords } from '../node/joining/private-words.ts';
import { DistinctNames, distinctNames } from '../shared/distinct-names.ts';
import type { RoomEvent } from '../shared/models.ts';
import type { PrivateMessage } from '../shared/sealed/private-models.ts';
import { onTerminalLines } from '../shared/terminal-text.ts';
import { forTerminal, note, printEvent, printJson, writeOutput } from './output.ts';

const COMMAND = '/msg';
const USAGE = 'write: /msg NICK text, or /msg NICK,NICK text for several';
const INDENT = ' '.repeat(6);

export interface PrivateTalkParts extends Pick<PrivateParts, 'identity' | 'guest'> {
  readonly isJson: boolean;
  /** Who is here, told apart. */
  readonly names?: DistinctNames;
}

/** Whether a line is meant for some alone: nothing of it may ever be said aloud. */
export function isMsg(line: string): boolean {
  return line === COMMAND || line.startsWith(`${COMMAND} `);
}

/** Whom a line of `/msg` is for, and what it says; undefined where it names nobody of these. */
export function readMsg(
  rest: string,
  names: readonly string[],
): { readonly to: readonly string[]; readonly text: string } | undefined {
  const longestFirst = names.toSorted((one, other) => other.length - one.length);
  const to: string[] = [];
  let left = rest.trimStart();
  for (;;) {
    const name = longestFirst.find((one) => left.startsWith(one) && /^(?:\s|,|$)/.test(left.slice(one.length)));
    if (name === undefined) return undefined;
    to.push(name);
    const behind = left.slice(name.length);
    if (!behind.startsWith(',')) return { to, text: behind.trim() };
    left = behind.slice(1).trimStart();
  }
}

/**
 * Private messages in a terminal: `/msg` says them, and what comes is printed opened, in the order of the room's events.
 */
export class PrivateTalk {
  readonly #parts: PrivateTalkParts;
  readonly #words: PrivateWords;
  readonly #names: DistinctNames;
  /** What is printed once what came before it is opened. */
  #printing: Promise<void> = Promise.resolve();
  #waiting = 0;

  constructor(parts: PrivateTalkParts) {
    this.#parts = parts;
    this.#names = parts.names ?? new DistinctNames();
    this.#words = new PrivateWords({ ...parts, known: () => undefined, opened: () => {} });
  }

  /** Prints events, each behind those before it; opening takes a moment, and what came meanwhile waits for that. */
  print(events: readonly RoomEvent[]): void {
    if (this.#waiting === 0 && !events.some((event) => this.#words.concerns(event))) {
      for (const event of events) this.#printPlain(event);
      return;
    }
    this.#waiting += 1;
    this.#printing = this.#printing.then(async () => {
      for (const event of events) await this.#print(event);
      this.#waiting -= 1;
    });
  }

  /** Settles when all that came until now is printed. */
  get printed(): Promise<void> {
    return this.#printing;
  }

  /** Says what a line of `/msg` says. @returns whether it was one */
  obey(line: string): boolean {
    if (!isMsg(line)) return false;
    void this.#say(line.slice(COMMAND.length));
    return true;
  }

  async #say(rest: string): Promise<void> {
    const members = this.#parts.guest.members.filter(({ id }) => id !== this.#parts.guest.you);
    const names = distinctNames(members);
    const wanted = readMsg(rest, [...names.values()]);
    if (!wanted || wanted.text === '') return note(wanted ? USAGE : `nobody of that name is here; ${USAGE}`);
    const ids = members.filter(({ id }) => wanted.to.includes(names.get(id) ?? '')).map(({ id }) => id);
    const conversation = this.#words.with(ids);
    if (!conversation.ok) return note(`not said: ${conversation.problem.text}`);
    const said = await this.#words.say(conversation.value, { kind: 'text', text: wanted.text });
    if (!said.ok) note(`not said: ${said.problem.text}`);
  }

  async #print(event: RoomEvent): Promise<void> {
    const message = await this.#words.read(event);
    if (!message) return this.#printPlain(event);
    if (this.#parts.isJson) printJson({ type: 'event', ...event, private: opened(message) });
    else writeOutput(`${this.#line(event, message)}\n`);
  }

  #printPlain(event: RoomEvent): void {
    printEvent(event, this.#parts.isJson, this.#names);
  }

  #line({ at, from, nick }: RoomEvent, { content, problem, isOwn, conversation }: PrivateMessage): string {
    const time = new Date(at).toTimeString().slice(0, 5);
    const who = forTerminal(this.#names.nameOf({ id: from, nick }));
    const others = this.#words.people(conversation).map((person) => person.nick || 'somebody');
    const withWhom = isOwn || othersIn(conversation).length > 1 ? `, with ${forTerminal(others.join(', '))}` : '';
    if (problem === 'other_card') return `${time} * under the name of ${who}, by somebody with another key (private)`;
    if (content?.kind === 'text') {
      const text = onTerminalLines(content.text.replaceAll('\t', ' '), INDENT);
      return `${time} ${who} (private${withWhom}): ${text}`;
    }
    if (content?.kind === 'file')
      return `${time} * ${who} shares ${forTerminal(content.file.name)} (private${withWhom})`;
    if (content)
      return `${time} * ${who} ${content.isTaken ? 'takes back' : 'puts'} ${forTerminal(content.emoji)} (private${withWhom})`;
    return `${time} * in the name of ${who}, what can't be opened: altered, or not theirs (private)`;
  }
}

/** What a private message says, as an object of a line of JSON. */
function opened({ content, problem, key, conversation }: PrivateMessage): object {
  return { from: key, with: othersIn(conversation), ...(problem ? { problem } : content) };
}
