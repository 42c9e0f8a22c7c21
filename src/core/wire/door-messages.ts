import { type Ban, type Knock, type Managing, managingSchema } from '../../shared/doors/door-models.ts';
import { SAY_ID_MAX } from './constants.ts';
import { isCount, isText } from './field-guards.ts';
import type { FrameHeader } from './frame.ts';
import { type ProtocolError, protocolError } from './protocol-error.ts';

/** A member asks for what only some may do. It is answered by `accepted` or `refused` with its id. */
export type Manage = { readonly type: 'manage'; readonly id: string } & Managing;

/** A `hello` that is not answered by a `welcome` yet: somebody must let it in, or it must say the passphrase. */
export interface WaitingMessage {
  readonly type: 'waiting';
  readonly code: 'ask' | 'word';
}

/** Those who wait to be let in; all of them, each time. */
export interface KnocksMessage {
  readonly type: 'knocks';
  readonly knocks: readonly Knock[];
}

/** Those who may not come in any more; all of them, each time. */
export interface BansMessage {
  readonly type: 'bans';
  readonly bans: readonly Ban[];
}

const NICK_MAX = 256;
const ADDRESS_MAX = 64;
const CARD_MAX = 256;
const BAN_WAYS: readonly unknown[] = ['key', 'device', 'address'] satisfies readonly Ban['by'][];

export function parseManage(header: FrameHeader): Manage | ProtocolError {
  const { id } = header;
  if (!isText(id, SAY_ID_MAX) || id === '') return protocolError('bad_message', 'manage needs id, a string');
  const asked = managingSchema.safeParse(header);
  if (!asked.success) return protocolError('bad_message', 'manage asks for nothing that there is, or lacks a field');
  return { type: 'manage', id, ...asked.data };
}

export function parseWaiting({ code }: FrameHeader): WaitingMessage | ProtocolError {
  return code === 'ask' || code === 'word'
    ? { type: 'waiting', code }
    : protocolError('bad_message', 'waiting needs code, ask or word');
}

export function parseKnocks({ knocks }: FrameHeader): KnocksMessage | ProtocolError {
  return Array.isArray(knocks) && knocks.every(isKnock)
    ? { type: 'knocks', knocks: knocks.map(toKnock) }
    : protocolError('bad_message', 'knocks needs a list of those who knock');
}

export function parseBans({ bans }: FrameHeader): BansMessage | ProtocolError {
  return Array.isArray(bans) && bans.every(isBan)
    ? { type: 'bans', bans: bans.map(({ id, nick, at, by }) => ({ id, nick, at, by })) }
    : protocolError('bad_message', 'bans needs a list of those who are banned');
}

function isKnock(value: unknown): value is Knock {
  if (typeof value !== 'object' || value === null) return false;
  const { id, nick, address, at } = value as Partial<Record<keyof Knock, unknown>>;
  return isCount(id) && isText(nick, NICK_MAX) && isText(address, ADDRESS_MAX) && isCount(at);
}

function toKnock({ id, nick, address, at, card, plain }: Knock): Knock {
  return { id, nick, address, at, ...(isText(card, CARD_MAX) && { card }), ...(plain === true && { plain }) };
}

function isBan(value: unknown): value is Ban {
  if (typeof value !== 'object' || value === null) return false;
  const { id, nick, at, by } = value as Partial<Record<keyof Ban, unknown>>;
  return isCount(id) && isText(nick, NICK_MAX) && isCount(at) && BAN_WAYS.includes(by);
}
