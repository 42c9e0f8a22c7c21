import { isCount, isText } from './field-guards.ts';
import type { FrameHeader } from './frame.ts';
import { type ProtocolError, protocolError } from './protocol-error.ts';

/** What a guest says to show that it knows the passphrase: the first and the last message of OPAQUE, in base64url. */
export type WordStep =
  | { readonly type: 'word'; readonly step: 'start'; readonly data: string }
  | { readonly type: 'word'; readonly step: 'finish'; readonly data: string; readonly mac: string };

/** What a host says to that; where it was right, the `welcome` is the answer. */
export type WordAnswer =
  /** The second message of OPAQUE. */
  | { readonly type: 'word'; readonly step: 'reply'; readonly data: string }
  /** It was not, or nothing more is tried before so many milliseconds have passed. */
  | { readonly type: 'word'; readonly step: 'wrong'; readonly code: string; readonly wait: number };

/** Longest message of OPAQUE, in characters of base64url; all of ours are shorter than 450. */
const DATA_MAX = 1_024;
const BASE64URL = /^[A-Za-z0-9_-]+$/;
const MAC = /^[0-9a-f]{64}$/;
const CODE_MAX = 64;

function isData(value: unknown): value is string {
  return isText(value, DATA_MAX) && BASE64URL.test(value);
}

function isMac(value: unknown): value is string {
  return typeof value === 'string' && MAC.test(value);
}

export function parseWordStep({ step, data, mac }: FrameHeader): WordStep | ProtocolError {
  if (step === 'start' && isData(data)) return { type: 'word', step, data };
  if (step === 'finish' && isData(data) && isMac(mac)) return { type: 'word', step, data, mac };
  return protocolError('bad_message', 'word needs step start with data, or finish with data and mac');
}

export function parseWordAnswer({ step, data, code, wait }: FrameHeader): WordAnswer | ProtocolError {
  if (step === 'reply' && isData(data)) return { type: 'word', step, data };
  if (step === 'wrong' && isText(code, CODE_MAX) && isCount(wait)) return { type: 'word', step, code, wait };
  return protocolError('bad_message', 'word needs step reply with data, or wrong with code and wait');
}
