import type { PrivateMessage, PrivatePerson } from '../../../shared/sealed/private-models.ts';
import type { SealedReference } from '../../../shared/sealed/sealed-models.ts';

/** What the window holds of one private conversation. */
export interface Talk {
  /** Everybody in it but this person. */
  readonly people: readonly PrivatePerson[];
  /** In order; each once. */
  readonly messages: readonly PrivateMessage[];
  /** The first page came. */
  readonly loaded: boolean;
  /** Nothing is older than the oldest of these. */
  readonly reachedStart: boolean;
  readonly draft: string;
  /** What the draft answers. */
  readonly replyTo: SealedReference | undefined;
}

export const NEW_TALK: Talk = {
  people: [],
  messages: [],
  loaded: false,
  reachedStart: false,
  draft: '',
  replyTo: undefined,
};

/** Messages that came, or a page of older ones: in order, each once. */
export function withMessages(
  messages: readonly PrivateMessage[],
  more: readonly PrivateMessage[],
): readonly PrivateMessage[] {
  const bySeq = new Map(messages.map((message) => [message.seq, message]));
  for (const message of more) bySeq.set(message.seq, message);
  return bySeq.size === messages.length ? messages : [...bySeq.values()].sort((one, other) => one.seq - other.seq);
}

/** Names a message within its conversation. */
export function nameOf({ key, id }: SealedReference): string {
  return `${key} ${id}`;
}

/** One emoji under a message, and who put it there. */
export interface Reaction {
  readonly emoji: string;
  /** Identity keys. */
  readonly by: readonly string[];
}

/** A message as it is drawn: with what was put under it. */
export interface TalkRow {
  readonly message: PrivateMessage;
  readonly reactions: readonly Reaction[];
  /** First of its author and minute. */
  readonly startsGroup: boolean;
}

const MINUTE_MS = 60_000;

/** The reactions that stand, by message: of whoever took theirs back none does. */
function reactionsIn(messages: readonly PrivateMessage[]): ReadonlyMap<string, readonly Reaction[]> {
  const standing = new Map<string, Map<string, Set<string>>>();
  for (const { key, content, problem } of messages) {
    if (content?.kind !== 'reaction' || problem) continue;
    const target = nameOf(content.to);
    const emojis = standing.get(target) ?? new Map<string, Set<string>>();
    const by = emojis.get(content.emoji) ?? new Set<string>();
    if (content.isTaken) by.delete(key);
    else by.add(key);
    emojis.set(content.emoji, by);
    standing.set(target, emojis);
  }
  return new Map(
    [...standing].map(([target, emojis]) => [
      target,
      [...emojis].filter(([, by]) => by.size > 0).map(([emoji, by]) => ({ emoji, by: [...by] })),
    ]),
  );
}

/** Everything that is drawn of a conversation; a reaction has no line of its own. */
export function rowsOf(messages: readonly PrivateMessage[]): readonly TalkRow[] {
  const reactions = reactionsIn(messages);
  const rows: TalkRow[] = [];
  for (const message of messages) {
    if (message.content?.kind === 'reaction' && !message.problem) continue;
    const before = rows.at(-1)?.message;
    const isSame =
      before !== undefined &&
      before.key === message.key &&
      before.problem === message.problem &&
      Math.floor(before.at / MINUTE_MS) === Math.floor(message.at / MINUTE_MS);
    rows.push({ message, reactions: reactions.get(nameOf(message)) ?? [], startsGroup: !isSame });
  }
  return rows;
}
