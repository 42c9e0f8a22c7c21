import { SEALED_RECIPIENTS } from '../../../shared/sealed/sealed-limits.ts';
import { CARD_SIZE } from '../layout.ts';
import { KEY_SIZE, TAG_SIZE } from '../secure-crypto.ts';

/** The bytes of a sealed box, version 1 (docs/protocol.md is tested against them). Sizes in bytes, integers little-endian. */

export const BOX_VERSION = 1;
/** Begins the `info` of HPKE, and what the content key's commitment is made of. */
export const SEALED_INFO = 'partyline sealed 1';
export const COMMITMENT_INFO = 'partyline sealed key 1';

export const VERSION_SIZE = 1;
export const CARD_AT = VERSION_SIZE;
export const COMMITMENT_AT = CARD_AT + CARD_SIZE;
export const COMMITMENT_SIZE = KEY_SIZE;
export const SLOTS_AT = COMMITMENT_AT + COMMITMENT_SIZE;
/** A slot: the encapsulated key of HPKE, then the content key sealed with it. */
export const ENCAPSULATED_SIZE = KEY_SIZE;
export const SLOT_SIZE = ENCAPSULATED_SIZE + KEY_SIZE + TAG_SIZE;

/** The content begins with its length, and is filled up with zeros to the smallest of these sizes that holds it. */
export const CONTENT_LENGTH_SIZE = 2;
export const CONTENT_SIZES = [256, 512, 1_024, 2_048, 4_096, 8_192, 16_384, 32_768, 40_960] as const;
const LARGEST_CONTENT = CONTENT_SIZES[CONTENT_SIZES.length - 1] ?? 0;

/** No box is shorter, or longer. */
export const BOX_LEAST = SLOTS_AT + 2 * SLOT_SIZE + CONTENT_SIZES[0] + TAG_SIZE;
export const BOX_MOST = SLOTS_AT + (SEALED_RECIPIENTS + 1) * SLOT_SIZE + LARGEST_CONTENT + TAG_SIZE;
