import type { RoomLimits } from '../../../shared/limits.ts';
import { BucketBook } from '../../bucket-book.ts';
import type { Digests } from '../../secure/proofs.ts';
import { type WordPort, wordMac } from '../../secure/word.ts';
import { TokenBucket } from '../../token-bucket.ts';
import type { Hello } from '../../wire/messages.ts';
import { type ProtocolError, protocolError } from '../../wire/protocol-error.ts';
import type { WordAnswer, WordStep } from '../../wire/word-messages.ts';
import type { OpenLinks } from '../open-links.ts';
import type { RoomLink } from '../room-link.ts';
import type { Rules } from './rules.ts';

export interface WordDeskParts {
  readonly limits: RoomLimits;
  readonly links: OpenLinks;
  readonly rules: Rules;
  readonly digests: Digests;
  readonly words: WordPort;
  /** It was right. */
  readonly enter: (link: RoomLink, hello: Hello, now: number) => void;
}

/** One link's way through OPAQUE: it may try again, one try after the other. */
interface Try {
  readonly link: RoomLink;
  readonly hello: Hello;
  /** What a try takes from. */
  readonly buckets: readonly TokenBucket[];
  /** What the host must keep between the two messages of a try. */
  state: string | undefined;
  isBusy: boolean;
}

const SECONDS_PER_MINUTE = 60;
/** Keys whose tries are counted one by one. */
const KEYS_KEPT = 4_096;

/**
 * Asks those who are no members for the passphrase. Each try is counted before anything is calculated for it, of its address, of
 * its key and of all, and given back when it was right: whoever guesses is slowed down, and so are all who guess together.
 */
export class WordDesk {
  readonly #parts: WordDeskParts;
  readonly #all: TokenBucket;
  readonly #byKey: BucketBook;

  constructor(parts: WordDeskParts, now: number) {
    this.#parts = parts;
    const { wordTriesPerMinute, wordTries, wordTriesPerKeyPerMinute: perKey, wordTriesPerKey: burst } = parts.limits;
    this.#all = new TokenBucket(wordTriesPerMinute / SECONDS_PER_MINUTE, wordTries, now);
    this.#byKey = new BucketBook(KEYS_KEPT, (at) => new TokenBucket(perKey / SECONDS_PER_MINUTE, burst, at), now);
  }

  /** Asks a link for the passphrase. @returns why it can't be asked */
  begin(link: RoomLink, hello: Hello, now: number): ProtocolError | undefined {
    const { links, limits } = this.#parts;
    const { identity } = link.peer;
    if (identity?.hash === undefined) return UNSEALED;
    const buckets = [this.#all, link.pace.words, this.#byKey.of(identity.key, now)];
    const one: Try = { link, hello, buckets, state: undefined, isBusy: false };
    link.waiting = {
      hello,
      until: now + limits.wordMs,
      overdue: NO_WORD_CAME,
      over: () => {
        link.waiting = undefined;
      },
      word: (step, at) => this.#take(one, step, at),
    };
    links.replyTo(link).write('{"type":"waiting","code":"word"}');
    return undefined;
  }

  #take(one: Try, step: WordStep, now: number): void {
    if (one.isBusy) return this.#parts.links.fail(one.link, OUT_OF_TURN);
    if (step.step === 'start') this.#start(one, step.data, now);
    else if (one.state === undefined) this.#parts.links.fail(one.link, OUT_OF_TURN);
    else this.#finish(one, { state: one.state, last: step.data, mac: step.mac });
  }

  #start(one: Try, request: string, now: number): void {
    const { words, rules } = this.#parts;
    const wait = Math.max(...one.buckets.map((bucket) => bucket.readyIn(now)));
    if (wait > 0) return this.#wrong(one, 'too_many_tries', wait);
    for (const bucket of one.buckets) bucket.spend(1, now);
    if (rules.word === undefined) return this.#wrong(one, 'wrong_word', 0);
    one.isBusy = true;
    words.begin(rules.word, request, (begun) => {
      one.isBusy = false;
      if (!this.#isOpen(one)) return;
      if (begun === undefined) return this.#parts.links.fail(one.link, NO_OPAQUE);
      one.state = begun.state;
      this.#tell(one, { type: 'word', step: 'reply', data: begun.reply });
    });
  }

  #finish(
    one: Try,
    { state, last, mac }: { readonly state: string; readonly last: string; readonly mac: string },
  ): void {
    const { words, digests, enter } = this.#parts;
    const { hash } = one.link.peer.identity ?? {};
    one.state = undefined;
    one.isBusy = true;
    words.finish(state, last, (sessionKey, now) => {
      one.isBusy = false;
      if (!this.#isOpen(one) || hash === undefined) return;
      // A MAC over another link's hash: somebody stands in between.
      if (sessionKey === undefined || wordMac(digests, sessionKey, 'guest', hash) !== mac) {
        return this.#wrong(one, 'wrong_word', 0);
      }
      for (const bucket of one.buckets) bucket.spend(-1, now);
      one.link.waiting = undefined;
      one.link.wordMac = wordMac(digests, sessionKey, 'host', hash);
      enter(one.link, one.hello, now);
    });
  }

  /** Whether the link still waits: it may be gone, or let in by another door. */
  #isOpen({ link }: Try): boolean {
    return link.ending === undefined && link.waiting !== undefined && this.#parts.links.has(link);
  }

  #wrong(one: Try, code: string, wait: number): void {
    this.#tell(one, { type: 'word', step: 'wrong', code, wait: Math.ceil(wait) });
  }

  #tell({ link }: Try, answer: WordAnswer): void {
    this.#parts.links.replyTo(link).write(JSON.stringify(answer));
  }
}

const UNSEALED = protocolError('word_unsealed', 'this room takes a passphrase, and only over an encrypted link');
const NO_WORD_CAME = protocolError('hello_timeout', 'no passphrase came');
const OUT_OF_TURN = protocolError('bad_message', 'word: start, and then finish behind the reply');
const NO_OPAQUE = protocolError('bad_message', 'word: that is no message of OPAQUE');
