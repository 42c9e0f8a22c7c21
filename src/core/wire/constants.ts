/** The numbers of the wire, version 1 (docs/protocol.md is tested against them). Sizes in bytes. */

export const PROTOCOL_VERSION = 1;
/** `header_length`: signed 32-bit little-endian, what Python's `struct.pack('<i', n)` writes. */
export const LENGTH_SIZE = 4;
export const HEADER_MIN = 1;
export const HEADER_MAX = 65_535;
export const BODY_MAX = 1_048_576;
/** Longest `id` of a `say`, in UTF-16 code units. */
export const SAY_ID_MAX = 64;
/** Longest text of any message, in UTF-16 code units: each needs up to 3 bytes of its event's header. */
export const MESSAGE_LENGTH_MAX = 21_000;
/** A guest that sends heartbeats sends a `ping` this often, in milliseconds. */
export const PING_INTERVAL_MS = 15_000;

/** The lowest port that a host connects to when it is asked to: below are the system's own services. */
export const REACH_PORT_MIN = 1_024;
