import type { RoomAdvert } from '../discovery/room-advert.ts';
import { AnnouncedService, addressRecords, SERVICE_POINTER } from './announced-service.ts';
import { ALL_SERVICES, type DnsMessage, type DnsQuestion, type DnsRecord, isSameName, SERVICE } from './records.ts';

/** Records in one packet, so that it fits into one frame of Ethernet: a name has up to 87 bytes, and stands in each of them. */
const ROOMS_PER_PACKET = 2;
/** An answer that others may have as well waits so long, by chance (RFC 6762, section 6). */
const ANSWER_MS = [20, 120] as const;
/** Nothing is told again within so many milliseconds, whoever asks (section 6). */
const AGAIN_MS = 1_000;

const GOODBYE_TTL = 0;

/**
 * Announces the rooms of this computer to the network of one adapter (RFC 6762 and 6763): asks whether their names are free, tells
 * of them, answers who asks, gives way where another has the name, and takes leave. Without a socket and a clock.
 */
export class Responder {
  readonly #target: string;
  readonly #random: () => number;
  readonly #services = new Map<string, AnnouncedService>();
  #addresses: readonly string[] = [];
  /** When rooms are told because somebody asked. */
  #answerAt = Number.POSITIVE_INFINITY;
  readonly #asked = new Set<AnnouncedService>();
  #isServiceAsked = false;
  #answeredAt = Number.NEGATIVE_INFINITY;
  readonly #goodbyes: DnsRecord[][] = [];

  /**
   * @param target this computer's name, of which nobody else has one, such as `partyline-1a2b3c4d.local`
   * @param random from 0 up to 1
   */
  constructor(target: string, random: () => number) {
    this.#target = target;
    this.#random = random;
  }

  /** Whether there is anything to announce. */
  get isSilent(): boolean {
    return this.#services.size === 0 && this.#goodbyes.length === 0;
  }

  /** This computer's addresses on the adapter, IPv4 and IPv6. */
  setAddresses(addresses: readonly string[], now: number): void {
    if (addresses.join() === this.#addresses.join()) return;
    this.#addresses = addresses;
    for (const service of this.#services.values()) service.tellAgain(now);
  }

  /** Announces exactly these rooms from now on, and takes leave of the others. */
  announce(adverts: readonly RoomAdvert[], now: number): void {
    const wanted = new Map(adverts.map((advert) => [advert.id, advert]));
    for (const id of this.#services.keys()) if (!wanted.has(id)) this.#withdraw(id);
    for (const advert of adverts) {
      const known = this.#services.get(advert.id);
      if (known === undefined) this.#services.set(advert.id, new AnnouncedService(advert, this.#target, now));
      else if (!isSameAdvert(known.advert, advert)) this.#change(known, advert, now);
    }
  }

  /** Takes a packet that came from this network; our own ones come back as well and change nothing. */
  receive(message: DnsMessage, now: number): void {
    for (const service of this.#services.values()) this.#contend(service, message, now);
    if (message.type === 'query') this.#listen(message, now);
  }

  /** Rings when {@link due} has something. */
  get deadline(): number {
    let next = this.#goodbyes.length > 0 ? Number.NEGATIVE_INFINITY : this.#answerAt;
    for (const { deadline } of this.#services.values()) next = Math.min(next, deadline);
    return next;
  }

  /** The packets that are to be sent now, to everybody. */
  due(now: number): readonly DnsMessage[] {
    const probed: AnnouncedService[] = [];
    const told = new Set<AnnouncedService>();
    const goodbyes = this.#goodbyes.splice(0);
    for (const service of this.#services.values()) {
      const step = service.step(now);
      if (step === 'probe') probed.push(service);
      else if (step === 'tell') told.add(service);
    }
    const isAnswered = this.#answerAt <= now;
    if (isAnswered) {
      for (const service of this.#asked) told.add(service);
      this.#asked.clear();
      this.#answerAt = Number.POSITIVE_INFINITY;
      this.#answeredAt = now;
    }
    const packets = [
      ...goodbyes.map((answers) => response(answers, [])),
      ...groups(probed).map((group) => this.#probe(group)),
      ...groups([...told]).map((group) => this.#telling(group)),
    ];
    if (isAnswered && this.#isServiceAsked) packets.push(response([SERVICE_POINTER], []));
    if (isAnswered) this.#isServiceAsked = false;
    return packets;
  }

  #change(service: AnnouncedService, advert: RoomAdvert, now: number): void {
    if (advert.name !== service.advert.name && service.isKnown) this.#goodbyes.push(goodbye(service));
    service.change(advert, now);
  }

  #withdraw(id: string): void {
    const service = this.#services.get(id) as AnnouncedService;
    this.#services.delete(id);
    this.#asked.delete(service);
    if (service.isKnown) this.#goodbyes.push(goodbye(service));
  }

  /** Another computer says that the name is its own, or means to: who is first in order keeps it (section 8.2). */
  #contend(service: AnnouncedService, { type, answers, others }: DnsMessage, now: number): void {
    const { port } = service.advert;
    for (const record of type === 'response' ? [...answers, ...others] : others) {
      if (record.type !== 'SRV' || record.ttl === 0 || !isSameName(record.name, service.name)) continue;
      const { data } = record;
      if (isSameName(data.target, this.#target) && data.port === port) continue;
      // Who has told of it keeps it, and says so; of two that only mean to, the greater one does, so that both decide alike.
      if (type === 'response' && !service.isKnown) return service.yieldName(now);
      const isOurs = keyOf(this.#target, port) > keyOf(data.target, data.port);
      if (!isOurs && (type === 'response' || !service.isKnown)) return service.yieldName(now);
      service.tellAgain(now);
    }
  }

  #listen({ questions, answers }: DnsMessage, now: number): void {
    const known = new Set(
      answers.flatMap((one) => (one.type === 'PTR' && isSameName(one.name, SERVICE) ? one.data : [])),
    );
    for (const question of questions) {
      if (asksFor(question, ALL_SERVICES, 'PTR') && this.#services.size > 0) {
        this.#isServiceAsked = true;
        this.#answer(now);
      }
      for (const service of this.#services.values()) {
        if (!service.isKnown || !this.#isAskedFor(question, service, known)) continue;
        this.#asked.add(service);
        this.#answer(now);
      }
    }
  }

  #isAskedFor(question: DnsQuestion, service: AnnouncedService, known: ReadonlySet<string>): boolean {
    if (asksFor(question, SERVICE, 'PTR')) return !known.has(service.name);
    if (asksFor(question, service.name, 'SRV') || asksFor(question, service.name, 'TXT')) return true;
    return asksFor(question, this.#target, 'A') || asksFor(question, this.#target, 'AAAA');
  }

  #answer(now: number): void {
    if (this.#answerAt !== Number.POSITIVE_INFINITY) return;
    const [least, most] = ANSWER_MS;
    const at = now + least + this.#random() * (most - least);
    this.#answerAt = Math.max(at, this.#answeredAt + AGAIN_MS);
  }

  #probe(services: readonly AnnouncedService[]): DnsMessage {
    const questions = services.map(({ name }) => ({ name, type: 'ANY' }));
    return { type: 'query', questions, answers: [], others: services.map(({ place }) => place) };
  }

  #telling(services: readonly AnnouncedService[]): DnsMessage {
    const others = services.flatMap(({ place, text }) => [place, text]);
    return response(
      services.map(({ pointer }) => pointer),
      [...others, ...addressRecords(this.#target, this.#addresses)],
    );
  }
}

function isSameAdvert(one: RoomAdvert, other: RoomAdvert): boolean {
  return (Object.keys(one) as (keyof RoomAdvert)[]).every((key) => one[key] === other[key]);
}

function keyOf(target: string, port: number): string {
  return `${target.toLowerCase()} ${port}`;
}

function asksFor(question: DnsQuestion, name: string, type: string): boolean {
  return (question.type === type || question.type === 'ANY') && isSameName(question.name, name);
}

function response(answers: readonly DnsRecord[], others: readonly DnsRecord[]): DnsMessage {
  return { type: 'response', questions: [], answers, others };
}

function goodbye({ pointer, place, text }: AnnouncedService): DnsRecord[] {
  return [pointer, place, text].map((record) => ({ ...record, ttl: GOODBYE_TTL }));
}

function groups<T>(all: readonly T[]): readonly (readonly T[])[] {
  return Array.from({ length: Math.ceil(all.length / ROOMS_PER_PACKET) }, (_, i) =>
    all.slice(i * ROOMS_PER_PACKET, (i + 1) * ROOMS_PER_PACKET),
  );
}
