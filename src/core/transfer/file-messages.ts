import type { FolderSize } from '../../shared/files/file-models.ts';
import { cleanNick } from '../../shared/nickname.ts';
import { SAY_ID_MAX } from '../wire/constants.ts';
import { isCount, isText } from '../wire/field-guards.ts';
import type { FrameHeader } from '../wire/frame.ts';
import { type ProtocolError, protocolError } from '../wire/protocol-error.ts';
import { DIGEST_SIZE, FILE_SIZE_MAX, FILENAME_MAX, MEDIA_MAX, pieceCount } from './constants.ts';
import type { PieceRun } from './piece-map.ts';

/** Who offers: the same two fields by which `hello` names a member. */
export interface Offerer {
  readonly device: string;
  /** Cleaned. */
  readonly nick: string;
}

/** What an offered content is to be called in the room. */
export interface Offering {
  /** Unique per device, as a `say`'s id; undefined lets the host make one. */
  readonly id: string | undefined;
  readonly from: Offerer;
  readonly name: string;
  readonly type: string;
  readonly folder: FolderSize | undefined;
}

/** Bytes `offset` up to `offset + length` of a content of `size` bytes follow this frame. */
export interface Part {
  readonly hash: string;
  readonly size: number;
  readonly offset: number;
  readonly length: number;
}

export interface Put extends Part {
  readonly type: 'put' | 'offer';
  /** Present for `offer`: tell the room when the content is whole. */
  readonly offering: Offering | undefined;
}

/** From whoever opened a file link to the host. */
export type FileRequest =
  | Put
  /** What is there of this content? Its piece list of `listSize` bytes follows. */
  | { readonly type: 'ask'; readonly hash: string; readonly size: number; readonly listSize: number }
  | { readonly type: 'fetch'; readonly hash: string; readonly offset: number; readonly length: number | undefined }
  | { readonly type: 'pieces'; readonly hash: string };

/** From the host. */
export type FileReply =
  | (Part & { readonly type: 'file' })
  | { readonly type: 'pieces'; readonly hash: string; readonly size: number; readonly listSize: number }
  | { readonly type: 'has'; readonly hash: string; readonly missing: readonly PieceRun[] }
  | { readonly type: 'kept'; readonly hash: string; readonly offset: number }
  | { readonly type: 'accepted'; readonly id: string; readonly seq: number }
  | {
      readonly type: 'refused';
      readonly hash: string;
      readonly offset: number;
      readonly code: string;
      readonly text: string;
    }
  | { readonly type: 'error' | 'bye'; readonly code: string; readonly text: string };

const HASH = /^[0-9a-f]{64}$/;
const DEVICE = /^[0-9a-f]{32}$/;
const REQUESTS = ['offer', 'put', 'ask', 'fetch', 'pieces'] as const;

/** Tells by its first frame what a link is for. */
export function isFileRequest(type: string): boolean {
  return (REQUESTS as readonly string[]).includes(type);
}

function bad(text: string): ProtocolError {
  return protocolError('bad_message', text);
}

export function isHash(value: unknown): value is string {
  return typeof value === 'string' && HASH.test(value);
}

/** Reads a frame of a file link that came from a member; undefined for a type that this version does not know. */
export function parseFileRequest(header: FrameHeader): FileRequest | ProtocolError | undefined {
  const { type, hash } = header;
  if (!isFileRequest(type)) return undefined;
  if (!isHash(hash)) return bad(`${type} needs hash, 64 hex digits in lower case`);
  switch (type) {
    case 'pieces':
      return { type, hash };
    case 'fetch':
      return parseFetch(header, hash);
    case 'ask':
      return parseAsk(header, hash);
    default:
      return parsePut(header, hash);
  }
}

function parseFetch({ offset = 0, length }: FrameHeader, hash: string): FileRequest | ProtocolError {
  if (!isCount(offset)) return bad('offset must be a whole number');
  if (length !== undefined && !isCount(length)) return bad('length must be a whole number');
  return { type: 'fetch', hash, offset, length };
}

function parseAsk({ size, total_size }: FrameHeader, hash: string): FileRequest | ProtocolError {
  if (!isCount(size)) return bad('ask needs size, a whole number');
  if (size > FILE_SIZE_MAX) return protocolError('file_too_large', `a file has at most ${FILE_SIZE_MAX} bytes`);
  const listSize = pieceCount(size) * DIGEST_SIZE;
  if (total_size !== listSize) return bad(`the piece list of ${size} bytes has ${listSize} bytes`);
  return { type: 'ask', hash, size, listSize };
}

function parsePut(header: FrameHeader, hash: string): Put | ProtocolError {
  const part = parsePart(header, hash);
  if ('error' in part) return part;
  if (header.type === 'put') return { type: 'put', ...part, offering: undefined };
  const offering = parseOffering(header);
  return 'error' in offering ? offering : { type: 'offer', ...part, offering };
}

/** `total_size` is the whole content's size; what follows is what lacks behind `offset`, unless `length` says less. */
function parsePart({ total_size, offset = 0, length }: FrameHeader, hash: string): Part | ProtocolError {
  if (!isCount(total_size)) return bad('total_size must be a whole number: the bytes of the whole file');
  if (!isCount(offset) || offset > total_size) return bad('offset must be a whole number up to total_size');
  const rest = total_size - offset;
  const bytes = length ?? rest;
  if (!isCount(bytes) || bytes > rest) return bad('length must be a whole number up to what is left behind offset');
  return { hash, size: total_size, offset, length: bytes };
}

function parseOffering({ id, device, nick, filename, media, folder }: FrameHeader): Offering | ProtocolError {
  if (id !== undefined && (!isText(id, SAY_ID_MAX) || id === '')) {
    return bad(`id must be a string of 1 to ${SAY_ID_MAX} characters`);
  }
  if (typeof device !== 'string' || !DEVICE.test(device)) return bad('offer needs device, 32 hex digits in lower case');
  const cleaned = typeof nick === 'string' ? cleanNick(nick) : undefined;
  if (cleaned === undefined) return protocolError('bad_nick', 'offer needs nick, 1 to 32 characters');
  if (!isText(filename, FILENAME_MAX) || filename === '') return bad('offer needs filename, up to 1,024 characters');
  if (media !== undefined && !isText(media, MEDIA_MAX)) return bad('media must be a short string');
  if (folder !== undefined && !isFolderSize(folder)) return bad('folder needs files and bytes, whole numbers');
  return { id, from: { device, nick: cleaned }, name: filename, type: media ?? '', folder };
}

/** Guards the `folder` field of an offer and of a `file` event. */
export function isFolderSize(value: unknown): value is FolderSize {
  if (typeof value !== 'object' || value === null) return false;
  const { files, bytes } = value as Partial<FolderSize>;
  return isCount(files) && isCount(bytes);
}

/** Reads a frame of a file link that came from the host; undefined for a type that this version does not know. */
export function parseFileReply(header: FrameHeader): FileReply | ProtocolError | undefined {
  const { type, hash, code, text, id, seq, offset = 0 } = header;
  const broken = bad(`${type} lacks a field, or one has the wrong type`);
  switch (type) {
    case 'file': {
      const part = isHash(hash) ? parsePart(header, hash) : broken;
      return 'error' in part ? part : { type, ...part };
    }
    case 'pieces': {
      const { size, total_size } = header;
      const whole =
        isHash(hash) && isCount(size) && size <= FILE_SIZE_MAX && total_size === pieceCount(size) * DIGEST_SIZE;
      return whole ? { type, hash, size, listSize: total_size } : broken;
    }
    case 'has': {
      const { missing } = header;
      return isHash(hash) && isRuns(missing) ? { type, hash, missing } : broken;
    }
    case 'kept':
      return isHash(hash) && isCount(offset) ? { type, hash, offset } : broken;
    case 'accepted':
      return isText(id, SAY_ID_MAX) && isCount(seq) ? { type, id, seq } : broken;
    case 'refused':
      return isHash(hash) && isCount(offset) ? { type, hash, offset, code: short(code), text: short(text) } : broken;
    case 'error':
    case 'bye':
      return { type, code: short(code), text: short(text) };
    default:
      return undefined;
  }
}

function isRuns(value: unknown): value is PieceRun[] {
  return (
    Array.isArray(value) &&
    value.every((run: unknown) => Array.isArray(run) && run.length === 2 && isCount(run[0]) && isCount(run[1]))
  );
}

function short(value: unknown): string {
  return typeof value === 'string' ? value.slice(0, 1_024) : '';
}
