import { SEALED_RECIPIENTS } from '../../../shared/sealed/sealed-limits.ts';
import type { SealedWords } from '../../../shared/sealed/sealed-models.ts';
import { TAG_SIZE } from '../secure-crypto.ts';
import { BOX_LEAST, BOX_MOST, CONTENT_SIZES, SLOT_SIZE, SLOTS_AT } from './sealed-layout.ts';

const KEY = /^[0-9a-f]{64}$/;
const BASE64URL = /^[A-Za-z0-9_-]+$/;
const BASE64_CHARACTERS = 4;
const BASE64_BYTES = 3;

/** Characters of base64url, without padding, that so many bytes need. */
export function base64Length(bytes: number): number {
  return Math.ceil((bytes * BASE64_CHARACTERS) / BASE64_BYTES);
}

const LEAST = base64Length(BOX_LEAST);
const MOST = base64Length(BOX_MOST);

/**
 * True for what has the form of sealed words: up to {@link SEALED_RECIPIENTS} keys, none of them twice, and a box of a length
 * that one for so many has. Whether it can be opened, those find out who it is for.
 */
export function isSealedWords(value: unknown): value is SealedWords {
  if (typeof value !== 'object' || value === null) return false;
  const { to, box } = value as Partial<Record<keyof SealedWords, unknown>>;
  if (!Array.isArray(to) || to.length === 0 || to.length > SEALED_RECIPIENTS) return false;
  if (!to.every((key) => typeof key === 'string' && KEY.test(key)) || new Set(to).size < to.length) return false;
  if (typeof box !== 'string' || box.length < LEAST || box.length > MOST || !BASE64URL.test(box)) return false;
  return CONTENT_SIZES.some((size) => base64Length(boxSize(to.length, size)) === box.length);
}

/** Bytes of a box for so many, with a content of this size. */
export function boxSize(recipients: number, contentSize: number): number {
  return SLOTS_AT + (recipients + 1) * SLOT_SIZE + contentSize + TAG_SIZE;
}

/** The same words, without whatever else stood beside them. */
export function toSealedWords({ to, box }: SealedWords): SealedWords {
  return { to: [...to], box };
}
