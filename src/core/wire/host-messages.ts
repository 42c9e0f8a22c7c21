import { type About, doorSchema } from '../../shared/doors/door-models.ts';
import type { Member } from '../../shared/models.ts';
import { readNamedRooms } from '../discovery/gossip.ts';
import { isCardText } from '../secure/peer-identity.ts';
import { isSealedWords, toSealedWords } from '../secure/sealed-words/sealed-words.ts';
import { isFileInfo, toFileInfo } from '../transfer/file-info.ts';
import { isCan } from './capabilities.ts';
import { PROTOCOL_VERSION, SAY_ID_MAX } from './constants.ts';
import { parseBans, parseKnocks, parseWaiting } from './door-messages.ts';
import { isCount, isNumber, isText, saidAs } from './field-guards.ts';
import type { FrameHeader } from './frame.ts';
import type { EventMessage, HostMessage, Pace, Proof, Reached, Welcome } from './messages.ts';
import { type ProtocolError, protocolError } from './protocol-error.ts';
import { parseWordAnswer } from './word-messages.ts';

/** Longest text of any field that a host may send, in UTF-16 code units; a header can't hold more anyway. */
const TEXT_MAX = 65_535;
const ID_MAX = SAY_ID_MAX;
/** A proof, or the key of one. */
const MAC = /^[0-9a-f]{64}$/;

function bad(text: string): ProtocolError {
  return protocolError('bad_message', text);
}

/**
 * Reads a header that a host sent; a guest trusts its host no more than the host its guests.
 * @returns the message; a breach; or undefined for a type that this version does not know, which is ignored
 */
export function parseHostMessage(header: FrameHeader): HostMessage | ProtocolError | undefined {
  switch (header.type) {
    case 'event':
      return parseEvent(header);
    case 'accepted':
      return isText(header.id, ID_MAX) && isCount(header.seq)
        ? { type: 'accepted', id: header.id, seq: header.seq }
        : bad('accepted needs id and seq');
    case 'refused': {
      const { id, code, text } = header;
      return isText(id, ID_MAX) && isText(code, ID_MAX) && isText(text, TEXT_MAX)
        ? { type: 'refused', id, code, text }
        : bad('refused needs id, code and text');
    }
    case 'error': {
      const { code, text } = header;
      return isText(code, ID_MAX) && isText(text, TEXT_MAX)
        ? { type: 'error', code, text }
        : bad('error needs code and text');
    }
    case 'past': {
      const { first, next } = header;
      return isCount(first) && isCount(next) && first > 0
        ? { type: 'past', first, next }
        : bad('past needs first and next, numbers of events');
    }
    case 'typing':
      return typeof header.from === 'string' ? { type: 'typing', from: header.from } : bad('typing needs from');
    case 'pong':
      return isNumber(header.t) ? { type: 'pong', t: header.t } : bad('pong needs t');
    case 'welcome':
      return parseWelcome(header);
    case 'proof':
      return parseProof(header);
    case 'reached':
      return parseReached(header);
    case 'members':
      return isMembers(header.members)
        ? { type: 'members', members: header.members.map(toMember) }
        : bad('members needs a list of members');
    case 'rooms': {
      const rooms = readNamedRooms(header['rooms']);
      return rooms ? { type: 'rooms', rooms } : bad('rooms needs a list of rooms');
    }
    case 'waiting':
      return parseWaiting(header);
    case 'word':
      return parseWordAnswer(header);
    case 'knocks':
      return parseKnocks(header);
    case 'bans':
      return parseBans(header);
    case 'bye':
      return isText(header.code, ID_MAX) ? { type: 'bye', code: header.code } : { type: 'bye' };
    default:
      return undefined;
  }
}

function parseEvent(header: FrameHeader): EventMessage | ProtocolError {
  const {
    seq,
    at,
    kind,
    id,
    from,
    nick,
    text,
    reply_to,
    reply_seq,
    plain,
    role,
    card,
    clear,
    file,
    late,
    sealed,
    about,
  } = header;
  // The log keeps events as they travel, one behind the other: a body has no place there.
  const whole =
    (header['total_size'] ?? 0) === 0 &&
    isCount(seq) &&
    seq > 0 &&
    isNumber(at) &&
    isText(kind, ID_MAX) &&
    isText(id, ID_MAX) &&
    isText(from, ID_MAX) &&
    isText(nick, TEXT_MAX) &&
    isText(text, TEXT_MAX);
  if (!whole) return bad('event lacks a field, or one has the wrong type');
  const event = { type: 'event', seq, at, kind, id, from, nick, text } as const;
  const hasMore = [reply_to, reply_seq, plain, role, card, clear, file, late, sealed, about].some(
    (field) => field !== undefined,
  );
  if (!hasMore) return event;
  return {
    ...event,
    ...(isText(reply_to, ID_MAX) && { reply_to }),
    ...(isCount(reply_seq) && { reply_seq }),
    ...(plain === true && { plain }),
    ...(role === 'moderator' && { role }),
    ...(isCardText(card) && { card }),
    ...(clear === true && { clear }),
    ...(isCount(late) && { late }),
    ...(isFileInfo(file) && { file: toFileInfo(file) }),
    ...(isSealedWords(sealed) && { sealed: toSealedWords(sealed) }),
    ...(isAbout(about) && { about: { id: about.id, nick: about.nick } }),
  };
}

function parseWelcome(header: FrameHeader): Welcome | ProtocolError {
  const { v, room, session, you, members, seq, first, pace, key, can, door, word } = header;
  if (v !== PROTOCOL_VERSION) return protocolError('bad_version', `the host speaks version ${saidAs(v, 20)}`);
  const whole = isRoom(room) && isText(session, ID_MAX) && isText(you, ID_MAX) && isMembers(members) && isCount(seq);
  if (!whole) return bad('welcome lacks a field, or one has the wrong type');
  return {
    type: 'welcome',
    v,
    room: { id: room.id, name: room.name },
    session,
    you,
    members: members.map(toMember),
    seq,
    ...(isCount(first) && first > 0 && { first }),
    ...(isPace(pace) && { pace: { per_second: pace.per_second, burst: pace.burst } }),
    ...(isMac(key) && { key }),
    ...(isCan(can) && { can }),
    ...toldDoor(door),
    ...(isMac(word) && { word }),
  };
}

function parseProof({ room, nonce, mac }: FrameHeader): Proof | ProtocolError {
  if (!isRoom(room) || !isText(nonce, ID_MAX)) return bad('proof needs room and nonce');
  const { id, name } = room;
  return { type: 'proof', room: { id, name }, nonce, ...(isMac(mac) && { mac }) };
}

function parseReached({ tcp, udp }: FrameHeader): Reached {
  const isWhole = typeof tcp === 'boolean' && typeof udp === 'boolean';
  return { type: 'reached', ...(isWhole && { tcp, udp }) };
}

/** A door that this version does not know is one that keeps strangers out. */
function toldDoor(value: unknown): Pick<Welcome, 'door'> {
  if (value === undefined) return {};
  const door = doorSchema.safeParse(value);
  return { door: door.success ? door.data : 'locked' };
}

function isAbout(value: unknown): value is About {
  if (typeof value !== 'object' || value === null) return false;
  const { id, nick } = value as { id?: unknown; nick?: unknown };
  return isText(id, ID_MAX) && isText(nick, TEXT_MAX);
}

function isMac(value: unknown): value is string {
  return typeof value === 'string' && MAC.test(value);
}

function isRoom(value: unknown): value is { id: string; name: string } {
  if (typeof value !== 'object' || value === null) return false;
  const { id, name } = value as { id?: unknown; name?: unknown };
  return isText(id, ID_MAX) && isText(name, TEXT_MAX);
}

function isPace(value: unknown): value is Pace {
  if (typeof value !== 'object' || value === null) return false;
  const { per_second, burst } = value as Partial<Pace>;
  return typeof per_second === 'number' && per_second > 0 && typeof burst === 'number' && burst >= 1;
}

function isMembers(value: unknown): value is readonly Member[] {
  return (
    Array.isArray(value) &&
    value.every((one: unknown) => {
      if (typeof one !== 'object' || one === null) return false;
      const { id, nick } = one as Partial<Member>;
      return isText(id, ID_MAX) && isText(nick, TEXT_MAX);
    })
  );
}

function toMember({ id, nick, host, role, plain, card, clear }: Member): Member {
  return {
    id,
    nick,
    host: host === true,
    ...(role === 'moderator' && { role }),
    ...(plain === true && { plain }),
    ...(isCardText(card) && { card }),
    ...(clear === true && { clear }),
  };
}
