import { type Door, doorSchema } from '../../../shared/doors/door-models.ts';
import type { Problem } from '../../../shared/error-codes.ts';
import type { FileInfo, Transfer } from '../../../shared/files/file-models.ts';
import type { OutboxItem, RoomEvent, Transport } from '../../../shared/models.ts';

/** How far a message got; other members' messages are always `accepted`. */
export type Delivery = 'accepted' | 'waiting' | 'failed';

/** One bubble. */
export interface MessageRow {
  readonly kind: 'message';
  /** Stays the same when an outbox item becomes an event, so that its bubble is not drawn anew. */
  readonly key: string;
  readonly id: string;
  /** Member id of the author; empty for an outbox item before the first `welcome`. */
  readonly from: string;
  readonly nick: string;
  readonly at: number;
  readonly text: string;
  /** When it was said at first, of what is said again because the room's log had lost it. */
  readonly late?: number;
  readonly delivery: Delivery;
  readonly problem?: Problem;
  /** First of its author and minute: it carries the name and the time. */
  readonly startsGroup: boolean;
  /** First of its day: a day line stands above. */
  readonly startsDay: boolean;
}

/** What a card is drawn from before the room knows the file: nothing is hashed yet. */
export type CardFile = Pick<FileInfo, 'name' | 'size' | 'type' | 'folder'> & { readonly hash: string };

/** One file or folder that somebody sent. */
export interface FileRow {
  readonly kind: 'file';
  /** Stays the same when what is being sent becomes an event. */
  readonly key: string;
  /** The event's id; of what is being sent the transfer's, which is the same. */
  readonly id: string;
  /** Member id of the sender. */
  readonly from: string;
  readonly nick: string;
  readonly at: number;
  readonly file: CardFile;
  /** The event's number; undefined while the room does not have it yet. */
  readonly event: number | undefined;
  readonly startsGroup: boolean;
  readonly startsDay: boolean;
}

/** What somebody said or sent: it stands under its author. */
export type SaidRow = MessageRow | FileRow;

export interface Person {
  readonly id: string;
  readonly nick: string;
}

/** People who did the same, one after the other; `restored`: who has what the room's log lacks. */
export interface PresenceRun {
  readonly action: 'joined' | 'left' | 'lost' | 'restored';
  readonly people: readonly Person[];
}

/** A line that says who came and went, between two messages. */
export interface PresenceRow {
  readonly kind: 'presence';
  readonly key: string;
  readonly at: number;
  readonly runs: readonly PresenceRun[];
  readonly startsDay: boolean;
}

/** A line that says what this member's messages travel over from here on. Nobody else has it, and no log keeps it. */
export interface TransportRow {
  readonly kind: 'transport';
  readonly key: string;
  readonly at: number;
  readonly transport: Transport;
  readonly startsDay: boolean;
}

/** A line that says which events the host's disk lost, all of a stretch in one. */
export interface LostRow {
  readonly kind: 'lost';
  readonly key: string;
  readonly at: number;
  readonly first: number;
  readonly last: number;
  readonly startsDay: boolean;
}

/** What somebody did about the door, or about somebody's place in the room. */
export type DoorDeed = 'promoted' | 'demoted' | 'removed' | 'banned' | 'unbanned' | Door;

/** A line that says what a host or a moderator did. */
export interface DoorRow {
  readonly kind: 'door';
  readonly key: string;
  readonly at: number;
  readonly what: DoorDeed;
  readonly by: Person;
  readonly about: Person | undefined;
  readonly startsDay: boolean;
}

export type Row = SaidRow | PresenceRow | TransportRow | LostRow | DoorRow;

const MINUTE_MS = 60_000;

/** The calendar day, in this computer's time zone, as one number (20261120). */
export function dayOf(at: number): number {
  const date = new Date(at);
  return date.getFullYear() * 10_000 + (date.getMonth() + 1) * 100 + date.getDate();
}

function minuteOf(at: number): number {
  return Math.floor(at / MINUTE_MS);
}

export function messageKey(from: string, id: string): string {
  return `m ${from} ${id}`;
}

export function fileKey(from: string, id: string): string {
  return `f ${from} ${id}`;
}

function isSaid(row: Row | undefined): row is SaidRow {
  return row?.kind === 'message' || row?.kind === 'file';
}

function startsDay(previous: Row | undefined, at: number): boolean {
  return previous === undefined || dayOf(previous.at) !== dayOf(at);
}

function startsGroup(previous: Row | undefined, from: string, at: number): boolean {
  return !isSaid(previous) || previous.from !== from || minuteOf(previous.at) !== minuteOf(at);
}

function messageRow(previous: Row | undefined, event: RoomEvent): MessageRow {
  const { id, from, nick, at, text, late } = event;
  return {
    kind: 'message',
    key: messageKey(from, id),
    id,
    from,
    nick,
    at,
    text,
    ...(late !== undefined && { late }),
    delivery: 'accepted',
    startsGroup: startsGroup(previous, from, at),
    startsDay: startsDay(previous, at),
  };
}

function fileRow(previous: Row | undefined, { id, seq, from, nick, at }: RoomEvent, file: FileInfo): FileRow {
  return {
    kind: 'file',
    key: fileKey(from, id),
    id,
    from,
    nick,
    at,
    file,
    event: seq,
    startsGroup: startsGroup(previous, from, at),
    startsDay: startsDay(previous, at),
  };
}

function isPresence({ kind, text }: RoomEvent): boolean {
  // That somebody was removed or banned is told by a line of its own.
  return kind === 'joined' || (kind === 'left' && text !== 'removed') || kind === 'restored';
}

function deedOf({ kind, text }: RoomEvent): DoorDeed | undefined {
  switch (kind) {
    case 'role':
      return text === 'moderator' ? 'promoted' : 'demoted';
    case 'door': {
      const door = doorSchema.safeParse(text);
      return door.success ? door.data : undefined;
    }
    case 'removed':
    case 'banned':
    case 'unbanned':
      return kind;
    default:
      return undefined;
  }
}

function doorRow(previous: Row | undefined, event: RoomEvent, what: DoorDeed): DoorRow {
  const { seq, at, from, nick, about } = event;
  return { kind: 'door', key: `d ${seq}`, at, what, by: { id: from, nick }, about, startsDay: startsDay(previous, at) };
}

function presenceAction({ kind, text }: RoomEvent): PresenceRun['action'] {
  if (kind === 'joined' || kind === 'restored') return kind;
  return text === '' ? 'left' : 'lost';
}

function withRun(runs: readonly PresenceRun[], event: RoomEvent): readonly PresenceRun[] {
  const action = presenceAction(event);
  const person = { id: event.from, nick: event.nick };
  const last = runs.at(-1);
  if (last?.action !== action) return [...runs, { action, people: [person] }];
  return [...runs.slice(0, -1), { action, people: [...last.people, person] }];
}

function presenceRow(previous: Row | undefined, event: RoomEvent): PresenceRow {
  return {
    kind: 'presence',
    key: `p ${event.seq}`,
    at: event.at,
    runs: withRun([], event),
    startsDay: startsDay(previous, event.at),
  };
}

/** What the host says of a stretch's length is not needed: each of its numbers has an event. */
function lostRow(previous: Row | undefined, { seq, at }: RoomEvent): LostRow {
  return { kind: 'lost', key: `l ${seq}`, at, first: seq, last: seq, startsDay: startsDay(previous, at) };
}

/** Both stretches as one where the second goes on behind the first. */
function oneStretch(previous: Row | undefined, next: Row): LostRow | undefined {
  if (previous?.kind !== 'lost' || next.kind !== 'lost' || previous.last + 1 !== next.first) return undefined;
  return { ...previous, last: next.last };
}

/**
 * `rows` followed by those of `events`. Comings and goings with nothing said between them share one row; kinds
 * that this version does not know have no row.
 */
export function appendRows(rows: readonly Row[], events: readonly RoomEvent[]): readonly Row[] {
  const grown = rows.slice();
  for (const event of events) {
    const previous = grown.at(-1);
    if (event.kind === 'message') grown.push(messageRow(previous, event));
    else if (event.file) grown.push(fileRow(previous, event, event.file));
    else if (event.kind === 'lost') {
      const row = lostRow(previous, event);
      const grownOne = oneStretch(previous, row);
      if (grownOne) grown[grown.length - 1] = grownOne;
      else grown.push(row);
    } else if (isPresence(event)) {
      if (previous?.kind === 'presence' && !startsDay(previous, event.at)) {
        grown[grown.length - 1] = { ...previous, runs: withRun(previous.runs, event) };
      } else grown.push(presenceRow(previous, event));
    } else {
      const deed = deedOf(event);
      if (deed) grown.push(doorRow(previous, event, deed));
    }
  }
  return grown;
}

/** `rows` followed by a line about a change of the transport. */
export function appendTransport(rows: readonly Row[], transport: Transport, at: number): readonly Row[] {
  const row: TransportRow = {
    kind: 'transport',
    key: `t ${at} ${rows.length}`,
    at,
    transport,
    startsDay: startsDay(rows.at(-1), at),
  };
  return [...rows, row];
}

function redecorated(row: Row, previous: Row | undefined): Row {
  const day = startsDay(previous, row.at);
  if (!isSaid(row)) return day === row.startsDay ? row : { ...row, startsDay: day };
  const group = startsGroup(previous, row.from, row.at);
  return day === row.startsDay && group === row.startsGroup ? row : { ...row, startsDay: day, startsGroup: group };
}

/** Two neighbouring stretches of a conversation as one. */
export function joinRows(older: readonly Row[], newer: readonly Row[]): readonly Row[] {
  const [first, ...rest] = newer;
  const stretch = first && oneStretch(older.at(-1), first);
  if (stretch) return [...older.slice(0, -1), stretch, ...rest];
  return first === undefined ? older : [...older, redecorated(first, older.at(-1)), ...rest];
}

/** The rows of what the host has not accepted yet, to stand below `last`. */
export function outboxRows(last: Row | undefined, items: readonly OutboxItem[], you: Person): readonly MessageRow[] {
  const rows: MessageRow[] = [];
  for (const { id, at, text, late, state, problem } of items) {
    const previous = rows.at(-1) ?? last;
    rows.push({
      kind: 'message',
      key: messageKey(you.id, id),
      id,
      from: you.id,
      nick: you.nick,
      at,
      text,
      ...(late !== undefined && { late }),
      delivery: state,
      startsGroup: startsGroup(previous, you.id, at),
      startsDay: startsDay(previous, at),
      ...(problem && { problem }),
    });
  }
  return rows;
}

/** What a transfer's card is drawn from. */
export function cardFileOf({ name, size, type, files }: Transfer): CardFile {
  const folder = files && { files: files.all, bytes: size };
  return { name, size, type, hash: '', ...(folder && { folder }) };
}

/** The rows of what is being sent and the room does not have yet, to stand below `last`. */
export function sendingRows(last: Row | undefined, sends: readonly Transfer[], you: Person): readonly FileRow[] {
  const rows: FileRow[] = [];
  for (const send of sends) {
    const { id, at } = send;
    const previous = rows.at(-1) ?? last;
    rows.push({
      kind: 'file',
      key: fileKey(you.id, id),
      id,
      from: you.id,
      nick: you.nick,
      at,
      file: cardFileOf(send),
      event: undefined,
      startsGroup: startsGroup(previous, you.id, at),
      startsDay: startsDay(previous, at),
    });
  }
  return rows;
}
