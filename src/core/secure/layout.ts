import { KEY_SIZE, SIGNATURE_SIZE, TAG_SIZE } from './secure-crypto.ts';

/** The bytes of sealed links, version 1 (docs/protocol.md is tested against them). Sizes in bytes, integers little-endian. */

/** What both ends mix into the handshake first: who speaks of another version is not understood. */
export const PROLOGUE = 'Partyline noise 1';
/** The type of the frames that carry the three messages of the handshake over a stream. */
export const NOISE_FRAME = 'noise';

/** A card: identity key, noise key, sealing key, signature. */
export const CARD_SIGNED = 'partyline card 1';
export const IDENTITY_KEY_AT = 0;
export const NOISE_KEY_AT = IDENTITY_KEY_AT + KEY_SIZE;
export const SEALING_KEY_AT = NOISE_KEY_AT + KEY_SIZE;
export const CARD_SIGNATURE_AT = SEALING_KEY_AT + KEY_SIZE;
export const CARD_SIZE = CARD_SIGNATURE_AT + SIGNATURE_SIZE;

/** A certificate: room id, room key, the host's identity key, from when and until when (milliseconds since 1970), signature. */
export const CERTIFICATE_SIGNED = 'partyline certificate 1';
export const ROOM_ID_SIZE = 16;
export const TIME_SIZE = 8;
export const ROOM_ID_AT = 0;
export const ROOM_KEY_AT = ROOM_ID_AT + ROOM_ID_SIZE;
export const HOST_KEY_AT = ROOM_KEY_AT + KEY_SIZE;
export const FROM_AT = HOST_KEY_AT + KEY_SIZE;
export const UNTIL_AT = FROM_AT + TIME_SIZE;
export const CERTIFICATE_SIGNATURE_AT = UNTIL_AT + TIME_SIZE;
export const CERTIFICATE_SIZE = CERTIFICATE_SIGNATURE_AT + SIGNATURE_SIZE;

/**
 * In message 1, in clear: a hash by which the guest is bound to the card and the chance that it shows in message 3. So the man
 * in the middle of two links can't choose what makes both their short codes the same once he knows one (docs/adr/0039).
 */
export const COMMITMENT_HASHED = 'partyline commitment 1';
export const COMMITMENT_SIZE = 32;
export const CHANCE_SIZE = 32;
/** What a short code is made of: the SHA-256 of this, of the handshake's hash after message 2, and of the chance. */
export const CODE_HASHED = 'partyline code 1';

/** The messages of the handshake as we send them; what is behind these payloads is passed over, for later versions. */
export const MESSAGE_1_SIZE = KEY_SIZE + COMMITMENT_SIZE;
export const MESSAGE_2_SIZE = KEY_SIZE + KEY_SIZE + TAG_SIZE + CARD_SIZE + CERTIFICATE_SIZE + TAG_SIZE;
export const MESSAGE_3_SIZE = KEY_SIZE + TAG_SIZE + CARD_SIZE + CHANCE_SIZE + TAG_SIZE;
/** No message is longer. */
export const HANDSHAKE_MESSAGE_MOST = 1_024;

/** A record: u16 length of what follows, then as many bytes of ciphertext with its tag. */
export const RECORD_HEAD = 2;
export const RECORD_MOST = 65_535;
export const RECORD_PLAIN_MOST = RECORD_MOST - TAG_SIZE;
/** A key seals no more records, nor begins another once it sealed so many bytes of plaintext: then both ends take the next (Noise, section 11.3). */
export const REKEY_RECORDS = 2 ** 16;
export const REKEY_BYTES = 2 ** 30;

/** Hex digits of a room's fingerprint: of the SHA-256 of its key. */
export const FINGERPRINT_DIGITS = 32;
