import type { Party } from '../../../src/node/party/party.ts';
import type { Place } from '../../../src/node/party/place.ts';
import type { PlaceFiles } from '../../../src/node/party/place-files.ts';
import { failure, type Result, success } from '../../../src/shared/error-codes.ts';
import type { Impairment } from '../../../src/shared/impairment/impairment.ts';
import type { LinkQuality, OutboxItem, RecentRoom, RoomEvent, Transport } from '../../../src/shared/models.ts';
import type { RoomView } from '../../../src/shared/places/place-models.ts';
import type { Settings } from '../../../src/shared/settings.ts';

const NO_ROOM = failure('no_room', 'there is no room to do that in');

/** A person who is in one room at a time: what is asked of them is asked of the place that they are in. */
export class OnePlace {
  readonly whole: Party;

  constructor(whole: Party) {
    this.whole = whole;
  }

  get place(): Place | undefined {
    return this.whole.places.all().at(-1);
  }

  /** @throws where this person is in no room */
  get files(): PlaceFiles {
    if (!this.place) throw new Error('this person is in no room');
    return this.place.files;
  }

  host(form: Parameters<Party['places']['host']>[0]): Promise<Result<RoomView>> {
    return this.whole.places.host(form);
  }

  join(address: string, transport?: Transport): Promise<Result<RoomView>> {
    return this.whole.places.join(address, { transport });
  }

  leave(): Promise<Result<undefined>> {
    return this.place ? this.whole.places.leave(this.place.key) : Promise.resolve(NO_ROOM);
  }

  room(): RoomView | undefined {
    return this.place?.view();
  }

  outbox(): readonly OutboxItem[] {
    return this.place?.guest.outbox ?? [];
  }

  async history(before: number, limit: number): Promise<readonly RoomEvent[]> {
    return (await this.place?.guest.page(before, limit)) ?? [];
  }

  say(text: string): Result<OutboxItem> {
    return this.place?.say(text) ?? NO_ROOM;
  }

  typing(): Result<undefined> {
    return this.place?.typing() ?? NO_ROOM;
  }

  retry(id: string): Result<OutboxItem> {
    return this.place?.guest.retry(id) ?? NO_ROOM;
  }

  discard(id: string): Result<undefined> {
    return this.place?.guest.discard(id) ?? NO_ROOM;
  }

  reconnectNow(): void {
    this.whole.places.reconnectNow();
  }

  async setTransport(transport: Transport): Promise<Result<undefined>> {
    return (await this.place?.setTransport(transport)) ?? NO_ROOM;
  }

  impair(impairment: Impairment): Result<undefined> {
    this.place?.impair(impairment);
    return this.place ? success(undefined) : NO_ROOM;
  }

  quality(): LinkQuality | undefined {
    return this.place?.quality();
  }

  settings(): Settings {
    return this.whole.settings();
  }

  updateSettings(change: Partial<Settings>): Result<Settings> {
    return this.whole.updateSettings(change);
  }

  recentRooms(): readonly RecentRoom[] {
    return this.whole.recentRooms();
  }

  close(): Promise<void> {
    return this.whole.close();
  }
}
