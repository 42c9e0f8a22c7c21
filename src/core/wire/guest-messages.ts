import { cleanNick, NICK_RULES } from '../../shared/nickname.ts';
import { isSealedWords, toSealedWords } from '../secure/sealed-words/sealed-words.ts';
import { CAN_LENGTH, CAN_MAX, isCan } from './capabilities.ts';
import { PROTOCOL_VERSION, REACH_PORT_MIN, SAY_ID_MAX } from './constants.ts';
import { parseManage } from './door-messages.ts';
import { isCount, isNumber, isText } from './field-guards.ts';
import type { FrameHeader } from './frame.ts';
import type { Call, GuestMessage, Prove, Reach, Resume, Say } from './messages.ts';
import { type ProtocolError, protocolError } from './protocol-error.ts';
import { parseWordStep } from './word-messages.ts';

const DEVICE = /^[0-9a-f]{32}$/;
const NONCE = /^[0-9a-f]{32}$/;
/** Longest name of a member or a session that is looked up at all. */
const NAME_MAX = 32;
/** Longest session secret that is looked up at all. */
const SESSION_MAX = 64;
const PORT_MAX = 65_535;
const U32_MAX = 0xffff_ffff;
const NOT_SEALED = 'sealed needs to, keys of recipients, and box, in base64url, with nothing in clear beside it';

function bad(text: string): ProtocolError {
  return protocolError('bad_message', text);
}

/**
 * Reads a header that a guest sent.
 * @returns the message; a breach; or undefined for a type that this version does not know, which is ignored
 */
export function parseGuestMessage(header: FrameHeader): GuestMessage | ProtocolError | undefined {
  switch (header.type) {
    case 'say':
      return parseSay(header);
    case 'ack':
    case 'read':
      return isCount(header.seq)
        ? { type: header.type, seq: header.seq }
        : bad(`${header.type} needs seq, a whole number`);
    case 'past':
      return isCount(header['before']) && header['before'] > 0
        ? { type: 'past', before: header['before'] }
        : bad('past needs before, the number of an event');
    case 'ping':
      return isNumber(header.t) ? { type: 'ping', t: header.t } : bad('ping needs t, a number');
    case 'hello':
      return parseHello(header);
    case 'prove':
      return parseProve(header);
    case 'reach':
      return parseReach(header);
    case 'manage':
      return parseManage(header);
    case 'word':
      return parseWordStep(header);
    case 'typing':
    case 'bye':
      return { type: header.type };
    default:
      return undefined;
  }
}

function parseSay(header: FrameHeader): Say | ProtocolError {
  const { id, text, sealed, reply_to, late } = header;
  if (!isText(id, SAY_ID_MAX) || id === '') return bad(`say needs id, a string of 1 to ${SAY_ID_MAX} characters`);
  if (typeof text !== 'string') return bad('say needs text, a string');
  if (sealed !== undefined && (text !== '' || reply_to !== undefined || !isSealedWords(sealed))) return bad(NOT_SEALED);
  const names = reply_to === undefined || isText(reply_to, SAY_ID_MAX) || (isCount(reply_to) && reply_to > 0);
  if (!names) return bad('reply_to must be the number or the id of an event');
  if (late !== undefined && !isCount(late)) return bad('late must be milliseconds since 1970, a whole number');
  return {
    type: 'say',
    id,
    text,
    ...(sealed !== undefined && { sealed: toSealedWords(sealed) }),
    ...(reply_to !== undefined && { reply_to }),
    ...(late !== undefined && { late }),
  };
}

function parseHello(header: FrameHeader): GuestMessage | ProtocolError {
  const { v, nick, device, resume, attempt, can, call } = header;
  if (v !== PROTOCOL_VERSION) return protocolError('bad_version', `this host speaks version ${PROTOCOL_VERSION}`);
  if (typeof nick !== 'string') return bad('hello needs nick, a string');
  if (typeof device !== 'string' || !DEVICE.test(device)) return bad('hello needs device, 32 hex digits in lower case');
  const cleaned = cleanNick(nick);
  if (cleaned === undefined) {
    return protocolError('bad_nick', NICK_RULES);
  }
  if (attempt !== undefined && !isCount(attempt)) return bad('attempt must be a whole number');
  if (can !== undefined && !isCan(can)) return bad(`can lists up to ${CAN_MAX} names of ${CAN_LENGTH} characters`);
  if (call !== undefined && !isCall(call)) return bad('call needs port, index and secret, whole numbers');
  const hello = {
    type: 'hello' as const,
    v,
    nick: cleaned,
    device,
    ...(attempt !== undefined && { attempt }),
    ...(can !== undefined && { can }),
    ...(call !== undefined && { call: { port: call.port, index: call.index, secret: call.secret } }),
  };
  if (resume === undefined || resume === null) return hello;
  if (!isResume(resume)) return bad('resume needs session, a string, and seq, a whole number');
  const { session, seq, proof } = resume;
  return { ...hello, resume: { session, seq, ...(proof !== undefined && { proof }) } };
}

function parseProve({ nonce, member, session }: FrameHeader): Prove | ProtocolError {
  if (typeof nonce !== 'string' || !NONCE.test(nonce)) return bad('prove needs nonce, 32 hex digits in lower case');
  const isWhole = [member, session].every((name) => name === undefined || isText(name, NAME_MAX));
  if (!isWhole) return bad(`member and session are names of up to ${NAME_MAX} characters`);
  return {
    type: 'prove',
    nonce,
    ...(member !== undefined && { member: member as string }),
    ...(session !== undefined && { session: session as string }),
  };
}

function parseReach({ port }: FrameHeader): Reach | ProtocolError {
  return isWithin(port, REACH_PORT_MIN, PORT_MAX)
    ? { type: 'reach', port: port as number }
    : bad(`reach needs port, a whole number from ${REACH_PORT_MIN} to ${PORT_MAX}`);
}

function isResume(value: unknown): value is Resume {
  if (typeof value !== 'object' || value === null) return false;
  const { session, seq, proof } = value as Partial<Resume>;
  return isText(session, SESSION_MAX) && isCount(seq) && (proof === undefined || isText(proof, NAME_MAX));
}

function isCall(value: unknown): value is Call {
  if (typeof value !== 'object' || value === null) return false;
  const { port, index, secret } = value as Partial<Record<keyof Call, unknown>>;
  return isWithin(port, 1, PORT_MAX) && isWithin(index, 0, U32_MAX) && isWithin(secret, 0, U32_MAX);
}

function isWithin(value: unknown, least: number, most: number): boolean {
  return isCount(value) && value >= least && value <= most;
}
