import { joinBytes } from '../../join-bytes.ts';
import { asciiBytes } from '../../wire/ascii.ts';
import { utf8Bytes } from '../../wire/frame-writer.ts';
import { hexBytes } from '../byte-text.ts';
import { CARD_SIZE, ROOM_ID_SIZE } from '../layout.ts';
import { KEY_SIZE, NONCE_SIZE, type SecureCrypto } from '../secure-crypto.ts';
import type { Hpke, HpkeContext } from './hpke.ts';
import {
  BOX_VERSION,
  CARD_AT,
  COMMITMENT_AT,
  COMMITMENT_INFO,
  COMMITMENT_SIZE,
  ENCAPSULATED_SIZE,
  SEALED_INFO,
  SLOT_SIZE,
  SLOTS_AT,
} from './sealed-layout.ts';

/** What sealing and opening work with. */
export interface SealedPorts {
  readonly crypto: SecureCrypto;
  readonly hpke: Hpke;
}

/** Where sealed words belong: in another room, or under another id, they are not opened. */
export interface SealedPlace {
  /** The room's id, 32 hex digits. */
  readonly room: string;
  /** The message's id. */
  readonly id: string;
}

/** The parts of a box, as they lie in it. */
export interface SealedBox {
  /** The author's card, 160 bytes, its signature not checked. */
  readonly card: Uint8Array;
  readonly commitment: Uint8Array;
  /** One for each recipient in order, and the author's own behind them. */
  readonly slots: readonly Uint8Array[];
  readonly content: Uint8Array;
}

/** Takes a box for so many apart; undefined where it is of another version, or too short for them. */
export function readBox(bytes: Uint8Array, recipients: number): SealedBox | undefined {
  const contentAt = SLOTS_AT + (recipients + 1) * SLOT_SIZE;
  if (bytes[0] !== BOX_VERSION || bytes.length <= contentAt) return undefined;
  const slots = Array.from({ length: recipients + 1 }, (_, index) =>
    bytes.subarray(SLOTS_AT + index * SLOT_SIZE, SLOTS_AT + (index + 1) * SLOT_SIZE),
  );
  return {
    card: bytes.subarray(CARD_AT, CARD_AT + CARD_SIZE),
    commitment: bytes.subarray(COMMITMENT_AT, COMMITMENT_AT + COMMITMENT_SIZE),
    slots,
    content: bytes.subarray(contentAt),
  };
}

/** Puts a box together. */
export function writeBox({ card, commitment, slots, content }: SealedBox): Uint8Array {
  return joinBytes([Uint8Array.of(BOX_VERSION), card, commitment, ...slots, content]);
}

/** A slot's two parts. */
export function partsOfSlot(slot: Uint8Array): { readonly encapsulated: Uint8Array; readonly sealed: Uint8Array } {
  return { encapsulated: slot.slice(0, ENCAPSULATED_SIZE), sealed: slot.slice(ENCAPSULATED_SIZE) };
}

/** A content key seals one content, so that its nonce is zeros. */
export const CONTENT_NONCE = new Uint8Array(NONCE_SIZE);

const INFO = asciiBytes(SEALED_INFO);
const COMMITMENT = asciiBytes(COMMITMENT_INFO);
const ID_BYTES_MOST = 255;

/**
 * What stands in clear and pins the content key down: AES-GCM alone opens some ciphertexts under two keys, and an author could
 * tell two recipients two things under one number.
 */
export function commitmentOf(crypto: SecureCrypto, contentKey: Uint8Array): Uint8Array {
  return crypto.sha256(COMMITMENT, contentKey);
}

/**
 * What every slot is bound to: the room; and author, recipients in order, id and the sealed content itself. A recipient has the
 * content key too, and without the content in here could put other words behind the author's slots for the others.
 * @returns undefined where the room's id or a recipient's key is none, or the message's id too long
 */
export function contextOf(
  crypto: SecureCrypto,
  { room, id }: SealedPlace,
  to: readonly string[],
  { card, commitment, content }: Omit<SealedBox, 'slots'>,
): HpkeContext | undefined {
  const roomBytes = hexBytes(room);
  const keys = to.map(hexBytes);
  const idBytes = utf8Bytes(id);
  if (roomBytes?.length !== ROOM_ID_SIZE || idBytes.length > ID_BYTES_MOST) return undefined;
  const recipients: Uint8Array[] = [];
  for (const key of keys) {
    if (key?.length !== KEY_SIZE) return undefined;
    recipients.push(key);
  }
  const associated = crypto.sha256(
    Uint8Array.of(idBytes.length),
    idBytes,
    Uint8Array.of(recipients.length),
    ...recipients,
    card,
    commitment,
    crypto.sha256(content),
  );
  return { info: joinBytes([INFO, roomBytes]), associated };
}
