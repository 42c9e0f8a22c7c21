import type { Path } from '../../core/datagram/path.ts';
import { Beacon } from '../../core/discovery/beacon.ts';
import type { RoomAdvert } from '../../core/discovery/room-advert.ts';
import { RoomAnswers } from '../../core/discovery/room-answers.ts';
import type { QuestionId } from '../../core/discovery/room-packet.ts';
import type { Neighbourhood } from '../../core/network/neighbourhoods.ts';
import { DISCOVERY_PORT } from '../../shared/limits.ts';
import { Alarm } from '../net/alarm.ts';
import { addressFrom } from '../net/plain-address.ts';
import { monotonicNow } from '../time/clocks.ts';
import type { AnnouncedRoom } from './announcing.ts';

/** One room that the network is told of, until its end: its beacon and its answers, on its own UDP port. */
export class Announced {
  readonly #room: AnnouncedRoom;
  readonly #neighbourhoods: () => readonly Neighbourhood[];
  readonly #beacon: Beacon;
  readonly #answers: RoomAnswers;
  readonly #alarm: Alarm;

  /** @param neighbourhoods the ways out of this computer as they are now */
  constructor(room: AnnouncedRoom, neighbourhoods: () => readonly Neighbourhood[]) {
    this.#room = room;
    this.#neighbourhoods = neighbourhoods;
    const now = monotonicNow();
    const advert = () => room.advert();
    this.#beacon = new Beacon({ advert, broadcast: (packet) => this.#toAll(packet) }, now);
    const transmit = (packet: Uint8Array, to: Path) => this.#send(packet, to);
    this.#answers = new RoomAnswers({ advert, transmit, random: Math.random }, now);
    const ring = (at: number) => this.#work(at);
    this.#alarm = new Alarm(ring, ring);
    this.#alarm.by(this.#work(now));
  }

  get advert(): RoomAdvert {
    return this.#room.advert();
  }

  /** Whether the room is reached on this way. */
  isOn({ address, family }: Neighbourhood): boolean {
    const { bound } = this.#room;
    return bound === '::' || bound === address || (bound === '0.0.0.0' && family === 'IPv4');
  }

  /** @param wasBroadcast the question went to everybody around */
  asked(question: QuestionId, from: Path, wasBroadcast: boolean): void {
    this.#answers.asked(question, from, wasBroadcast, monotonicNow());
    this.#alarm.by(this.#answers.deadline);
  }

  /** The room's advert is another one. */
  changed(): void {
    this.#beacon.changed(monotonicNow());
    this.#alarm.by(this.#beacon.deadline);
  }

  networkChanged(): void {
    this.#beacon.networkChanged(monotonicNow());
    this.#alarm.by(this.#beacon.deadline);
  }

  /** Says to everybody around that the room ends, and nothing more. */
  end(): void {
    this.#alarm.stop();
    this.#beacon.end();
  }

  #work(now: number): number {
    this.#beacon.tick(now);
    this.#answers.tick(now);
    return Math.min(this.#beacon.deadline, this.#answers.deadline);
  }

  #toAll(packet: Uint8Array): void {
    for (const neighbourhood of this.#neighbourhoods()) {
      if (this.isOn(neighbourhood)) this.#send(packet, { address: neighbourhood.everybody, port: DISCOVERY_PORT });
    }
  }

  #send(packet: Uint8Array, { address, port }: Path): void {
    this.#room.send(packet, { address: addressFrom(this.#room.bound, address), port });
  }
}
