import { client, ready, server } from '@serenity-kit/opaque';

/** One step of OPAQUE (RFC 9807). Everything that travels is base64url, session keys are hex digits. */
export type WordTask =
  | { readonly step: 'register'; readonly word: string }
  | { readonly step: 'begin'; readonly secret: string; readonly request: string }
  | { readonly step: 'finish'; readonly state: string; readonly last: string }
  | { readonly step: 'ask'; readonly word: string }
  | { readonly step: 'answer'; readonly word: string; readonly state: string; readonly reply: string };

/** What each step gives: `undefined` where what came is nothing of OPAQUE, or the passphrase is another. */
export interface WordResults {
  /** What the host keeps. */
  readonly register: string;
  readonly begin: { readonly reply: string; readonly state: string } | undefined;
  readonly finish: string | undefined;
  readonly ask: { readonly request: string; readonly state: string };
  readonly answer: { readonly last: string; readonly sessionKey: string } | undefined;
}

/** A room has one passphrase, so that all who know it are one user. */
const ROOM = 'partyline room';
/**
 * Argon2id (RFC 9106, section 4) with 64 MiB and three passes: what each guess costs whoever stole a host's disk. It runs at the
 * guest.
 */
const STRETCHED = { keyStretching: 'memory-constrained' } as const;

interface Kept {
  readonly setup: string;
  readonly record: string;
}

function hexOf(base64url: string): string {
  return Buffer.from(base64url, 'base64url').toString('hex');
}

function register(password: string): string {
  const setup = server.createSetup();
  const { clientRegistrationState, registrationRequest } = client.startRegistration({ password });
  const { registrationResponse } = server.createRegistrationResponse({
    serverSetup: setup,
    userIdentifier: ROOM,
    registrationRequest,
  });
  const { registrationRecord } = client.finishRegistration({
    password,
    clientRegistrationState,
    registrationResponse,
    ...STRETCHED,
  });
  const kept: Kept = { setup, record: registrationRecord };
  return JSON.stringify(kept);
}

function begin(secret: string, startLoginRequest: string): WordResults['begin'] {
  const { setup: serverSetup, record: registrationRecord } = JSON.parse(secret) as Kept;
  const begun = server.startLogin({ serverSetup, registrationRecord, startLoginRequest, userIdentifier: ROOM });
  return { reply: begun.loginResponse, state: begun.serverLoginState };
}

function answerTo(password: string, clientLoginState: string, loginResponse: string): WordResults['answer'] {
  const done = client.finishLogin({ password, clientLoginState, loginResponse, ...STRETCHED });
  return done && { last: done.finishLoginRequest, sessionKey: hexOf(done.sessionKey) };
}

function take(task: WordTask): WordResults[WordTask['step']] {
  switch (task.step) {
    case 'register':
      return register(task.word);
    case 'begin':
      return begin(task.secret, task.request);
    case 'finish':
      return hexOf(server.finishLogin({ serverLoginState: task.state, finishLoginRequest: task.last }).sessionKey);
    case 'ask': {
      const { clientLoginState, startLoginRequest } = client.startLogin({ password: task.word });
      return { request: startLoginRequest, state: clientLoginState };
    }
    case 'answer':
      return answerTo(task.word, task.state, task.reply);
  }
}

/** Does one step. The library throws at whatever it can't read, which is what a stranger sent. */
async function answer(task: WordTask): Promise<WordResults[WordTask['step']]> {
  await ready;
  try {
    return take(task);
  } catch {
    return undefined;
  }
}

/**
 * What the thread runs, and where that is: the sources, or a part of the built app. One object that escapes, since whoever
 * builds the app sees nobody call `answer`, and would leave it out.
 */
export const program = Object.freeze({ url: import.meta.url, answer });
