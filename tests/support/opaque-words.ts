import { client, ready, server } from '@serenity-kit/opaque';
import { type GuestWordPort, type WordPort, wordMac } from '../../src/core/secure/word.ts';
import { digests } from '../../src/node/secure/digests.ts';

await ready;

/** The real OPAQUE with a key stretching that costs nothing: that is the guest's affair alone. */
const QUICK = { keyStretching: { 'argon2id-custom': { memory: 8, iterations: 1, parallelism: 1 } } } as const;
const ROOM = 'room';

function hexOf(base64url: string): string {
  return Buffer.from(base64url, 'base64url').toString('hex');
}

/** What a host keeps of a passphrase. */
export function secretOf(password: string): string {
  const serverSetup = server.createSetup();
  const { clientRegistrationState, registrationRequest } = client.startRegistration({ password });
  const { registrationResponse } = server.createRegistrationResponse({
    serverSetup,
    userIdentifier: ROOM,
    registrationRequest,
  });
  const finished = client.finishRegistration({ password, clientRegistrationState, registrationResponse, ...QUICK });
  return JSON.stringify({ setup: serverSetup, record: finished.registrationRecord });
}

/** The host's end, which answers at once; `now` is what its clock says then. */
export function directWords(now: () => number): WordPort {
  return {
    begin: (secret, startLoginRequest, done) => {
      const { setup: serverSetup, record: registrationRecord } = JSON.parse(secret);
      try {
        const begun = server.startLogin({ serverSetup, registrationRecord, startLoginRequest, userIdentifier: ROOM });
        done({ reply: begun.loginResponse, state: begun.serverLoginState }, now());
      } catch {
        done(undefined, now());
      }
    },
    finish: (serverLoginState, finishLoginRequest, done) => {
      try {
        done(hexOf(server.finishLogin({ serverLoginState, finishLoginRequest }).sessionKey), now());
      } catch {
        done(undefined, now());
      }
    },
  };
}

/** The guest's end: one try of a passphrase over the link with this handshake hash. */
export class WordTry {
  readonly #password: string;
  readonly #state: string;
  readonly start: object;

  constructor(password: string) {
    this.#password = password;
    const { clientLoginState, startLoginRequest } = client.startLogin({ password });
    this.#state = clientLoginState;
    this.start = { type: 'word', step: 'start', data: startLoginRequest };
  }

  /** @returns the next header, and the MAC that the host must show; undefined where the passphrase is wrong */
  finish(loginResponse: string, hash: Uint8Array): { readonly header: object; readonly expected: string } | undefined {
    const password = this.#password;
    const done = client.finishLogin({ password, clientLoginState: this.#state, loginResponse, ...QUICK });
    if (!done) return undefined;
    const key = hexOf(done.sessionKey);
    const mac = wordMac(digests, key, 'guest', hash);
    return {
      header: { type: 'word', step: 'finish', data: done.finishLoginRequest, mac },
      expected: wordMac(digests, key, 'host', hash),
    };
  }
}

/** The guest's end as a session needs it, which answers at once. */
export const directGuestWords: GuestWordPort = {
  ask: (password, done) => {
    const { clientLoginState, startLoginRequest } = client.startLogin({ password });
    done({ request: startLoginRequest, state: clientLoginState });
  },
  answer: ({ word: password, state: clientLoginState, reply: loginResponse }, done) => {
    const found = client.finishLogin({ password, clientLoginState, loginResponse, ...QUICK });
    done(found && { last: found.finishLoginRequest, sessionKey: hexOf(found.sessionKey) });
  },
};
