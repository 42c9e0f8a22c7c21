import { type Ban, type DoorSight, doorSchema, type Knock, type Managing } from '../../shared/doors/door-models.ts';
import type { Result } from '../../shared/error-codes.ts';
import type { Member } from '../../shared/models.ts';
import { forTerminal, note } from '../output.ts';

/** What the commands act on: the room as somebody in it sees it. */
export interface DoorTerms {
  readonly members: () => readonly Member[];
  readonly sight: () => Pick<DoorSight, 'knocks' | 'bans'>;
  readonly manage: (asked: Managing) => Promise<Result<undefined>>;
  /** Asks for the room's passphrase and lays it down; undefined where this end can't. */
  readonly setWord?: (() => Promise<boolean>) | undefined;
}

const HELP = `/knocks                     who waits to be let in
/admit [NUMBER|NICK]        let somebody in who knocks
/turn-away [NUMBER|NICK]    send somebody away who knocks
/members                    who is here
/remove NICK                remove somebody from the room
/ban NICK|NUMBER            remove somebody, or turn away who knocks, for good
/bans, /unban NICK|NUMBER   who is banned; lift a ban
/moderator NICK [off]       somebody helps at the door, or does no more
/door open|ask|word|locked  who comes in: everybody, whom somebody lets in, who knows a passphrase, nobody new
/help                       these lines; every other line is said`;

type Found<T> = { readonly one: T } | { readonly problem: string };

/** Finds who is meant: by the number or the id, by the nickname where only one has it, or the only one there is. */
function find<T extends { readonly nick: string; readonly id: number | string }>(
  all: readonly T[],
  wanted: string,
  what: string,
): Found<T> {
  const [first] = all;
  if (wanted === '') {
    return all.length === 1 && first
      ? { one: first }
      : { problem: all.length === 0 ? `nobody ${what}` : `who of ${list(all)}?` };
  }
  const byId = all.find(({ id }) => String(id) === wanted);
  if (byId) return { one: byId };
  const called = all.filter(({ nick }) => nick === wanted);
  if (called.length > 1) return { problem: `who of ${list(called)}? Write the number.` };
  return called[0] ? { one: called[0] } : { problem: `nobody called ${wanted} ${what}` };
}

function list(all: readonly { readonly nick: string; readonly id: number | string }[]): string {
  return all.map(({ id, nick }) => `${id} ${nick}`).join(', ');
}

/** One who knocks, in a line. */
export function knockWords({ id, nick, address, card, plain }: Knock): string {
  const how = plain ? ', a script or netcat' : card === undefined ? ', not encrypted' : '';
  return `${id} ${nick} (${address}${how})`;
}

/** The lines of a terminal that are commands about who is in the room, of a host or a moderator. */
export class DoorCommands {
  readonly #terms: DoorTerms;

  constructor(terms: DoorTerms) {
    this.#terms = terms;
  }

  /** Obeys a line. @returns false for one that is no command, and is to be said */
  obey(line: string): boolean {
    const [, command = '', rest = ''] = /^\/([a-z-]+)(?:\s+(.*))?$/.exec(line.trim()) ?? [];
    const act = this.#acts[command];
    if (act === undefined) return false;
    act(rest.trim());
    return true;
  }

  readonly #acts: Readonly<Record<string, (rest: string) => void>> = {
    help: () => {
      for (const line of HELP.split('\n')) note(line);
    },
    knocks: () => this.#list(this.#terms.sight().knocks.map(knockWords), 'nobody knocks'),
    bans: () => this.#list(this.#terms.sight().bans.map(banWords), 'nobody is banned'),
    members: () => this.#list(this.#terms.members().map(memberWords), 'nobody is here'),
    admit: (who) => this.#withKnock(who, ({ id }) => ({ do: 'admit', knock: id })),
    'turn-away': (who) => this.#withKnock(who, ({ id }) => ({ do: 'turn_away', knock: id })),
    remove: (who) => this.#withMember(who, ({ id }) => ({ do: 'remove', member: id })),
    ban: (who) => this.#ban(who),
    unban: (who) =>
      this.#with(find(this.#terms.sight().bans, who, 'is banned'), ({ id }) => ({ do: 'unban', ban: id })),
    moderator: (rest) => this.#moderator(rest),
    door: (rest) => void this.#door(rest),
  };

  #ban(who: string): void {
    const knocking = find(this.#terms.sight().knocks, who, 'knocks');
    if (who !== '' && 'one' in knocking) return this.#do({ do: 'ban', knock: knocking.one.id });
    this.#withMember(who, ({ id }) => ({ do: 'ban', member: id }));
  }

  #moderator(rest: string): void {
    const isOff = rest.endsWith(' off');
    const role = isOff ? 'member' : 'moderator';
    this.#withMember(isOff ? rest.slice(0, -' off'.length).trim() : rest, ({ id }) => ({
      do: 'role',
      member: id,
      role,
    }));
  }

  async #door(wanted: string): Promise<void> {
    const door = doorSchema.safeParse(wanted);
    if (!door.success) return note(`/door ${doorSchema.options.join('|')}`);
    if (door.data === 'word' && this.#terms.setWord && !(await this.#terms.setWord())) return;
    this.#do({ do: 'door', door: door.data });
  }

  #withKnock(who: string, request: (knock: Knock) => Managing): void {
    this.#with(find(this.#terms.sight().knocks, who, 'knocks'), request);
  }

  #withMember(who: string, request: (member: Member) => Managing): void {
    const others = this.#terms.members().filter(({ host }) => !host);
    this.#with(find(others, who, 'is here'), request);
  }

  #with<T>(found: Found<T>, request: (one: T) => Managing): void {
    if ('problem' in found) note(found.problem);
    else this.#do(request(found.one));
  }

  #do(asked: Managing): void {
    void this.#terms.manage(asked).then((done) => {
      if (!done.ok) note(`not done: ${done.problem.text} (${done.problem.code})`);
    });
  }

  #list(lines: readonly string[], nobody: string): void {
    for (const line of lines.length > 0 ? lines : [nobody]) note(forTerminal(line));
  }
}

function banWords({ id, nick, by }: Ban): string {
  return `${id} ${nick} (by ${by})`;
}

function memberWords({ id, nick, host, role, plain }: Member): string {
  const part = [host && 'host', role, plain && 'script or netcat'].filter(Boolean);
  return `${id} ${nick}${part.length > 0 ? ` (${part.join(', ')})` : ''}`;
}
