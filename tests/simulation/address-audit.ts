import { AMPLIFICATION, COOKIE_LIFE_MS, FRAME, PACKET_TYPE } from '../../src/core/datagram/constants.ts';
import { packetType } from '../../src/core/datagram/packet.ts';
import type { Path } from '../../src/core/datagram/path.ts';
import type { WireDirection } from '../../src/shared/wire/wire-model.ts';
import { Violation } from './ledger.ts';
import { challengesIn, cookieIn } from './packet-reader.ts';

/** What passed between the host and one address and port. */
interface Account {
  received: number;
  sent: number;
  isValidated: boolean;
  readonly cookies: Set<string>;
}

/**
 * Counts bytes per address at the host's socket, for as long as one process has it, and knows which addresses proved
 * themselves: a `connect` with a cookie that was sent there came from there, or a challenge sent there was answered.
 */
export class AddressAudit {
  readonly #opened: (direction: WireDirection, packet: Uint8Array) => Uint8Array | undefined;
  readonly #accounts = new Map<string, Account>();
  /** Addresses of challenges that are not answered, by their 8 bytes. */
  readonly #challenges = new Map<string, Account>();
  /** When each good `connect` came, lately. */
  #connects: number[] = [];

  /** @param opened a sealed packet of a link that is open, as it is inside */
  constructor(opened: (direction: WireDirection, packet: Uint8Array) => Uint8Array | undefined) {
    this.#opened = opened;
  }

  /** The host's socket gets a datagram. @returns whether it may make the host remember something */
  received(from: Path, datagram: Uint8Array, now: number): boolean {
    const account = this.#accountOf(from);
    account.received += datagram.length;
    const type = packetType(datagram);
    if (type === PACKET_TYPE.data && this.#challenges.size > 0) this.#answered(datagram);
    if (type === PACKET_TYPE.sealed && this.#challenges.size > 0) {
      const opened = this.#opened('in', datagram);
      if (opened) this.#answered(opened);
    }
    // Whoever it comes from: what it proves is who connected before.
    if (type === PACKET_TYPE.sealedProof) return true;
    if (
      (type !== PACKET_TYPE.connect && type !== PACKET_TYPE.sealedConnect) ||
      !account.cookies.has(cookieIn(datagram))
    )
      return false;
    account.isValidated = true;
    this.#connects.push(now);
    return true;
  }

  /** @throws Violation when the host sends too much to an address that may be forged */
  sent(to: Path, datagram: Uint8Array): void {
    const account = this.#accountOf(to);
    account.sent += datagram.length;
    const type = packetType(datagram);
    if (type === PACKET_TYPE.cookie || type === PACKET_TYPE.sealedCookie) account.cookies.add(cookieIn(datagram));
    if (account.isValidated) return;
    const opened = type === PACKET_TYPE.sealed ? this.#opened('out', datagram) : datagram;
    if (opened && (type === PACKET_TYPE.data || type === PACKET_TYPE.sealed)) {
      for (const data of challengesIn(opened, FRAME.pathChallenge)) this.#challenges.set(data, account);
    }
    if (account.sent > AMPLIFICATION * account.received)
      throw new Violation(
        `${account.sent} bytes went to ${to.address} ${to.port}, which sent ${account.received} and is not validated`,
      );
  }

  /**
   * @param perConnect things that are kept of who connected lately: of a sealed link, that it is half open as well
   * @throws Violation when the host remembers more than its links and those who connected lately
   */
  checkMemory(remembered: number, links: number, now: number, perConnect = 1): void {
    // Two lifetimes of a cookie, and the time until the next timer.
    this.#connects = this.#connects.filter((at) => now - at <= 3 * COOKIE_LIFE_MS);
    if (remembered > 2 * links + perConnect * this.#connects.length)
      throw new Violation(`the host remembers ${remembered} things of ${links} links`);
  }

  #answered(datagram: Uint8Array): void {
    for (const data of challengesIn(datagram, FRAME.pathResponse)) {
      const account = this.#challenges.get(data);
      if (account) account.isValidated = true;
      this.#challenges.delete(data);
    }
  }

  #accountOf({ address, port }: Path): Account {
    const key = `${address} ${port}`;
    let account = this.#accounts.get(key);
    if (account === undefined) {
      account = { received: 0, sent: 0, isValidated: false, cookies: new Set() };
      this.#accounts.set(key, account);
    }
    return account;
  }
}
