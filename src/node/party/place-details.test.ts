import { describe, expect, it } from 'vitest';
import type { RoomEvent } from '../../shared/models.ts';
import { PlaceDetails, type Reader } from './place-details.ts';

const FILE = { name: 'a.txt', size: 5, hash: 'ab', pieces: 'cd', type: '' };

function event(seq: number, more: Partial<RoomEvent> = {}): RoomEvent {
  return { seq, at: seq, kind: 'message', id: `${seq}`, from: 'ada', nick: 'Ada', text: 'hi', ...more };
}

/** A copy in memory, which counts how often each event was read. */
class Copy implements Reader {
  copy = 'one';
  reads = 0;
  isLeft = false;
  missing = 0;

  kept: readonly RoomEvent[];

  constructor(kept: readonly RoomEvent[]) {
    this.kept = kept;
  }

  get log() {
    if (this.isLeft) return undefined;
    const { kept, missing } = this;
    const events = (from: number, to: number) =>
      kept
        .filter(({ seq }) => seq >= from && seq < to)
        .map((one) => {
          this.reads += 1;
          return one;
        });
    return { oldest: kept[0]?.seq ?? 0, newest: kept.at(-1)?.seq ?? 0, missing, events };
  }
}

function many(count: number, from = 1): RoomEvent[] {
  return Array.from({ length: count }, (_, index) => event(from + index));
}

describe('the details of a room', () => {
  it('are counted over a long log, and each event is read once', async () => {
    const copy = new Copy(many(2_500));
    const details = new PlaceDetails(copy);
    expect(await details.room()).toMatchObject({ events: 2_500, messages: 2_500, newest: 2_500, since: 1, people: 1 });
    copy.kept = [...copy.kept, event(2_501, { from: 'ben' })];
    expect(await details.room()).toMatchObject({ events: 2_501, newest: 2_501, people: 2 });
    expect(await details.person('ben')).toMatchObject({ messages: 1 });
    expect(copy.reads).toBe(2_501);
  });

  it('are counted anew when what is older came, or the log is another one', async () => {
    const copy = new Copy(many(10, 11));
    copy.missing = 10;
    const details = new PlaceDetails(copy);
    expect((await details.room()).messages).toBe(10);
    copy.kept = many(20);
    copy.missing = 0;
    expect((await details.room()).messages).toBe(20);
    copy.copy = 'two';
    copy.kept = many(30);
    expect((await details.room()).messages).toBe(30);
  });

  it('are the same for who asks while they are being counted', async () => {
    const details = new PlaceDetails(new Copy(many(2_500)));
    const [one, other] = await Promise.all([details.room(), details.room()]);
    expect(one).toEqual(other);
  });

  it('list the newest files first, and say how many there are', async () => {
    const files = Array.from({ length: 250 }, (_, index) => event(index + 1, { kind: 'file', file: FILE }));
    const { fileCount, files: listed } = await new PlaceDetails(new Copy(files)).room();
    expect(fileCount).toBe(250);
    expect(listed).toHaveLength(200);
    expect(listed[0]).toMatchObject({ event: 250, nick: 'Ada', file: FILE });
  });

  it('end early when the room is left in the middle', async () => {
    const copy = new Copy(many(5_000));
    const counting = new PlaceDetails(copy).room();
    copy.isLeft = true;
    expect((await counting).messages).toBeLessThan(5_000);
  });

  it('are those of nothing before the first welcome', async () => {
    const copy = new Copy([]);
    copy.isLeft = true;
    expect(await new PlaceDetails(copy).room()).toMatchObject({ events: 0, messages: 0, since: undefined, files: [] });
  });
});
