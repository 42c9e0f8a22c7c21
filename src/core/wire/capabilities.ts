import { isText } from './field-guards.ts';

/** Most names in one `can`, and characters of one name. */
export const CAN_MAX = 32;
export const CAN_LENGTH = 32;

/** What this version can do beyond version 1 of the protocol, as its `hello` and its `welcome` say (docs/protocol.md lists the names). */
export const GUEST_CAN: readonly string[] = [];
/** Beside the page of the past: it keeps and passes on what is sealed to some members alone. */
export const SEALED = 'sealed';
export const HOST_CAN: readonly string[] = ['past', SEALED];
/** Beside those a guest that takes the newest page of the log first, and asks for the past. */
export const PAST = 'past';

/** True for a list of names that a peer may say in `can`, known to this version or not. */
export function isCan(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.length <= CAN_MAX && value.every((name) => isText(name, CAN_LENGTH));
}
