import type { SealedContent, SealedFile, SealedReference } from '../../../shared/sealed/sealed-models.ts';
import { FILE_SIZE_MAX, FILENAME_MAX, MEDIA_MAX } from '../../transfer/constants.ts';
import { SAY_ID_MAX } from '../../wire/constants.ts';
import { isCount, isText } from '../../wire/field-guards.ts';
import { utf8Bytes } from '../../wire/frame-writer.ts';
import { CONTENT_LENGTH_SIZE, CONTENT_SIZES } from './sealed-layout.ts';

const HEX_KEY = /^[0-9a-f]{64}$/;
const FILE_KEY = /^[A-Za-z0-9_-]{43}$/;
/** Longest text and emoji that are read, in UTF-16 code units. */
const TEXT_MAX = 65_535;
const EMOJI_MAX = 32;
const BYTE = 0x100;

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** How a content is written: field names of the wire. */
function written(content: SealedContent): object {
  if (content.kind === 'reaction') {
    const { to, emoji, isTaken } = content;
    return { reaction: { to, emoji, ...(isTaken && { off: true }) } };
  }
  const reply = content.replyTo && { reply_to: content.replyTo };
  return content.kind === 'text' ? { text: content.text, ...reply } : { file: content.file, ...reply };
}

/** A content as bytes, filled up so that its length says little; undefined where it is longer than any. */
export function packContent(content: SealedContent): Uint8Array | undefined {
  const json = utf8Bytes(JSON.stringify(written(content)));
  const size = CONTENT_SIZES.find((one) => one >= json.length + CONTENT_LENGTH_SIZE);
  if (size === undefined) return undefined;
  const packed = new Uint8Array(size);
  packed[0] = json.length % BYTE;
  packed[1] = Math.floor(json.length / BYTE);
  packed.set(json, CONTENT_LENGTH_SIZE);
  return packed;
}

/** Reads what {@link packContent} wrote; undefined where it is anything else, or of a kind that this version does not know. */
export function unpackContent(packed: Uint8Array): SealedContent | undefined {
  const length = (packed[0] ?? 0) + (packed[1] ?? 0) * BYTE;
  const end = CONTENT_LENGTH_SIZE + length;
  if (end > packed.length || packed.subarray(end).some((byte) => byte !== 0)) return undefined;
  const value = parsed(packed.subarray(CONTENT_LENGTH_SIZE, end));
  return value && readContent(value);
}

function parsed(json: Uint8Array): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(decoder.decode(json));
    return isRecord(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function readContent({ text, file, reaction, reply_to }: Readonly<Record<string, unknown>>): SealedContent | undefined {
  if (reply_to !== undefined && !isReference(reply_to)) return undefined;
  const reply = reply_to && { replyTo: { key: reply_to.key, id: reply_to.id } };
  if (isText(text, TEXT_MAX)) return { kind: 'text', text, ...reply };
  if (isFile(file)) {
    const { name, size, type, hash, pieces, key } = file;
    return { kind: 'file', file: { name, size, type, hash, pieces, key }, ...reply };
  }
  if (!isRecord(reaction)) return undefined;
  const { to, emoji, off } = reaction;
  if (!isReference(to) || !isText(emoji, EMOJI_MAX) || emoji === '') return undefined;
  return { kind: 'reaction', to: { key: to.key, id: to.id }, emoji, isTaken: off === true };
}

function isReference(value: unknown): value is SealedReference {
  return isRecord(value) && isHexKey(value.key) && isText(value.id, SAY_ID_MAX) && value.id !== '';
}

function isFile(value: unknown): value is SealedFile {
  if (!isRecord(value)) return false;
  const { name, size, type, hash, pieces, key } = value;
  const isNamed = isText(name, FILENAME_MAX) && name !== '' && isText(type, MEDIA_MAX);
  const isSized = isCount(size) && size <= FILE_SIZE_MAX;
  return isNamed && isSized && isHexKey(hash) && isHexKey(pieces) && typeof key === 'string' && FILE_KEY.test(key);
}

function isHexKey(value: unknown): value is string {
  return typeof value === 'string' && HEX_KEY.test(value);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
