import type { Digests } from './proofs.ts';

/** OPAQUE at the host's end (RFC 9807): answers come later, for they are calculated on a thread of their own. */
export interface WordPort {
  /**
   * Answers the first message of a guest who claims to know the passphrase.
   * @param secret what the host keeps to verify it with, see {@link Rules.word}
   * @param done with `undefined` for what is no message of OPAQUE; `now` in milliseconds
   */
  begin(
    secret: string,
    request: string,
    done: (begun: { readonly reply: string; readonly state: string } | undefined, now: number) => void,
  ): void;
  /** Takes the last message. @param done with the session key as hex digits, or `undefined` where the passphrase was wrong */
  finish(state: string, last: string, done: (sessionKey: string | undefined, now: number) => void): void;
}

/** OPAQUE at the guest's end; its answers come later as well, after a third of a second and more. */
export interface GuestWordPort {
  /** The first message, and what is to be kept until {@link answer}. */
  ask(word: string, done: (asked: { readonly request: string; readonly state: string }) => void): void;
  /** Takes the host's reply. @param done with `undefined` where the passphrase is another one, or the reply is nothing of OPAQUE */
  answer(
    asked: { readonly word: string; readonly state: string; readonly reply: string },
    done: (found: { readonly last: string; readonly sessionKey: string } | undefined) => void,
  ): void;
}

/**
 * What binds a passphrase to one link: a MAC with OPAQUE's session key over the link's handshake hash. Whoever passes the
 * messages of OPAQUE on from one link to another has two links, and so two hashes.
 * @param sessionKey hex digits
 * @param end who makes it
 * @param hash the handshake hash of the link, 32 bytes
 */
export function wordMac(digests: Digests, sessionKey: string, end: 'guest' | 'host', hash: Uint8Array): string {
  const digits = [...hash].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return digests.hmac(sessionKey, `partyline word ${end} ${digits}`);
}
