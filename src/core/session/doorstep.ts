import type { DoorWait, WordStanding } from '../../shared/doors/door-wait.ts';
import type { Problem } from '../../shared/error-codes.ts';
import { wordMac } from '../secure/word.ts';
import type { WaitingMessage } from '../wire/door-messages.ts';
import type { Welcome } from '../wire/messages.ts';
import type { WordAnswer } from '../wire/word-messages.ts';
import type { GuestShell } from './guest-ports.ts';
import { knownProblem } from './host-problems.ts';
import type { Standing } from './standing.ts';

/** One try of a passphrase, from the first message of OPAQUE to the answer. */
interface Try {
  readonly word: string;
  /** The handshake hash of the link that it goes over. */
  readonly hash: Uint8Array;
  /** What this guest keeps between the first and the last message. */
  state: string | undefined;
  /** What a host that knows the passphrase shows in its welcome. */
  expected: string | undefined;
}

export type DoorstepShell = Pick<GuestShell, 'words' | 'linkHash' | 'digests' | 'wallNow'>;

export interface DoorstepPorts {
  readonly shell: DoorstepShell;
  /** Says something over the present link. */
  readonly say: (header: object) => void;
  readonly standing: Pick<Standing, 'phase' | 'knocks'>;
}

/** A guest at a door that does not open by itself: it waits for somebody, or shows that it knows the passphrase. */
export class Doorstep {
  readonly #ports: DoorstepPorts;
  #code: WaitingMessage['code'] | undefined;
  #word: WordStanding = { isTried: false };
  #try: Try | undefined;
  #wasThere = false;

  constructor(ports: DoorstepPorts) {
    this.#ports = ports;
  }

  /** True once a host had this guest wait: what breaks then is worth another try. */
  get wasThere(): boolean {
    return this.#wasThere;
  }

  /** What it waits for; undefined while it does not stand at a door. */
  get wait(): DoorWait | undefined {
    if (this.#code === undefined) return undefined;
    return this.#code === 'word' ? { door: 'word', word: this.#word } : { door: 'ask' };
  }

  /** Another link: what was said over the last one counts for nothing. */
  leave(): void {
    this.#code = undefined;
    this.#try = undefined;
    this.#word = { ...this.#word, isTried: false };
  }

  /** The host has this guest wait. */
  waits({ code }: WaitingMessage): void {
    this.#code = code;
    this.#wasThere = true;
    this.#tell();
  }

  /** Shows that this guest knows the passphrase. @returns why it can't be tried now */
  tryWord(word: string): Problem | undefined {
    const hash = this.#ports.shell.linkHash();
    if (this.#code !== 'word' || this.#word.isTried)
      return { code: 'nobody_asks', text: 'no passphrase is asked for now' };
    if (hash === undefined) return { code: 'word_unsealed', text: 'the link is not encrypted' };
    const one: Try = { word, hash, state: undefined, expected: undefined };
    this.#try = one;
    this.#show({ isTried: true });
    this.#ports.shell.words.ask(word, ({ request, state }) => {
      if (this.#try !== one) return;
      one.state = state;
      this.#ports.say({ type: 'word', step: 'start', data: request });
    });
    return undefined;
  }

  /** The host says something about the passphrase. @returns why no such host can be believed */
  answered(answer: WordAnswer): Problem | undefined {
    const one = this.#try;
    if (one === undefined) return { code: 'bad_message', text: 'nobody asked about a passphrase' };
    if (answer.step === 'wrong') {
      const { code, wait } = answer;
      const problem = knownProblem(code, 'the passphrase was not taken');
      this.#fail(wait > 0 ? { problem, retryAt: this.#ports.shell.wallNow() + wait } : { problem });
      return undefined;
    }
    const { state } = one;
    if (state === undefined || one.expected !== undefined) return { code: 'bad_message', text: 'a second reply' };
    one.state = undefined;
    this.#ports.shell.words.answer({ word: one.word, state, reply: answer.data }, (found) => this.#finish(one, found));
    return undefined;
  }

  #finish(one: Try, found: { readonly last: string; readonly sessionKey: string } | undefined): void {
    if (this.#try !== one) return;
    if (found === undefined) return this.#fail({ problem: WRONG_WORD });
    const { digests } = this.#ports.shell;
    one.expected = wordMac(digests, found.sessionKey, 'host', one.hash);
    const mac = wordMac(digests, found.sessionKey, 'guest', one.hash);
    this.#ports.say({ type: 'word', step: 'finish', data: found.last, mac });
  }

  /** A welcome came. @returns why it is not believed: who asked for the passphrase must know it as well */
  welcomed({ word }: Welcome): Problem | undefined {
    const expected = this.#try?.expected;
    this.#word = { isTried: false };
    this.leave();
    return expected === undefined || expected === word ? undefined : FALSE_HOST;
  }

  #fail(failed: Omit<WordStanding, 'isTried'>): void {
    this.#try = undefined;
    this.#show({ isTried: false, ...failed });
  }

  #show(word: WordStanding): void {
    this.#word = word;
    this.#tell();
  }

  #tell(): void {
    const { standing } = this.#ports;
    const { wait } = this;
    if (wait && standing.phase === 'knocking') standing.knocks(wait);
  }
}

const WRONG_WORD: Problem = { code: 'wrong_word', text: 'the passphrase is another one' };
const FALSE_HOST: Problem = { code: 'false_host', text: 'what answers there does not know the passphrase itself' };
