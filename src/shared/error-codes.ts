/**
 * Every error that Partyline names. The code is stable: it goes over the wire in `error` and `refused` frames,
 * over IPC, and is the key of the sentence that a person reads. docs/protocol.md lists those of the wire.
 */

/** Codes that a peer may see in an `error` or `refused` frame. */
export const WIRE_ERROR_CODES = [
  'bad_header_length',
  'bad_header',
  'bad_body_length',
  'bad_message',
  'bad_version',
  'bad_nick',
  'hello_expected',
  'hello_twice',
  'hello_timeout',
  'unknown_session',
  'log_behind',
  'log_diverged',
  'session_taken',
  'device_has_key',
  'sealed_only',
  'text_empty',
  'text_too_long',
  'text_invalid',
  'not_your_card',
  'too_fast',
  'too_slow',
  'too_costly',
  'too_many_links',
  'room_full',
  'silent',
  'disk_full',
  'store_failed',
  'internal',
  'host_stopped',
  'room_locked',
  'not_let_in',
  'turned_away',
  'not_answered',
  'too_many_knocks',
  'removed',
  'banned',
  'word_unsealed',
  'wrong_word',
  'too_many_tries',
  'not_allowed',
  'nobody_knocks',
  'no_such_member',
  'no_key',
  'no_word',
  'too_many_bans',
  'file_gone',
  'file_wrong',
  'file_too_large',
  'spool_full',
] as const;
export type WireErrorCode = (typeof WIRE_ERROR_CODES)[number];

/** Codes that only this machine's own user sees. */
export const LOCAL_ERROR_CODES = [
  'bad_address',
  'bad_room_name',
  'bad_port',
  'port_in_use',
  'port_forbidden',
  'address_not_here',
  'name_not_found',
  'refused',
  'unreachable',
  'timed_out',
  'link_lost',
  'not_a_room',
  'store_locked',
  'store_broken',
  'store_newer',
  'store_sealed',
  'folder_unusable',
  'vault_locked',
  'vault_damaged',
  'identity_damaged',
  'contact_unknown',
  'bad_verify_link',
  'other_key',
  'bad_words',
  'room_key_changed',
  'room_key_wrong',
  'log_damaged',
  'log_begins_later',
  'log_rescued',
  'udp_blocked',
  'transport_unavailable',
  'superseded',
  'no_room',
  'host_cannot_seal',
  'no_recipient',
  'recipient_unknown',
  'recipient_key_changed',
  'too_many_recipients',
  'room_unproven',
  'false_host',
  'nobody_asks',
  'word_unreadable',
  'host_in_clear',
  'downgraded',
  'handshake_failed',
  'certificate_expired',
  'link_tampered',
  'room_newcomer',
  'other_room',
  'already_in_room',
  'file_changed',
  'file_missing',
  'file_forbidden',
  'file_executable',
  'file_unsafe',
  'folder_too_large',
  'file_ambiguous',
  'transfer_unknown',
  'transfer_cancelled',
  'lab_full',
  'no_such_peer',
  'not_connected',
  'bad_hex',
  'not_encodable',
  'too_large',
  'queue_full',
  'option_missing',
  'file_unreadable',
  'outside_unconfirmed',
  'bad_ip',
  'bad_prefix',
  'families_differ',
  'settings_unreadable',
  'room_not_here',
  'several_rooms',
] as const;
export type LocalErrorCode = (typeof LOCAL_ERROR_CODES)[number];

export type ErrorCode = WireErrorCode | LocalErrorCode;

/** An expected failure: a value, never thrown. */
export interface Problem {
  readonly code: ErrorCode;
  /** A sentence in English for logs and terminals; windows translate by `code` and `detail`. */
  readonly text: string;
  /** What the sentence names, such as `{ port: 8888, freePort: 8889 }` for `port_in_use`. */
  readonly detail?: Readonly<Record<string, string | number>>;
}

export type Result<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problem: Problem };

/** Wraps a value as a success. */
export function success<T>(value: T): Result<T> {
  return { ok: true, value };
}

/** Wraps an expected failure. */
export function failure(code: ErrorCode, text: string, detail?: Problem['detail']): Result<never> {
  return { ok: false, problem: detail ? { code, text, detail } : { code, text } };
}
