import type { RoomEvent } from '../../shared/models.ts';
import { LENGTH_SIZE } from './constants.ts';
import type { FrameWriter } from './frame-writer.ts';

/** Somebody as events name them, with the JSON made once instead of once per message. */
export interface Author {
  readonly id: string;
  readonly nick: string;
  /** `"from":…,"nick":…` of every event of theirs. */
  readonly json: string;
}

/** Prepares an {@link Author}. */
export function author(id: string, nick: string): Author {
  return { id, nick, json: `"from":${JSON.stringify(id)},"nick":${JSON.stringify(nick)}` };
}

/** Writes an `event` frame. This is the hot path: the JSON is put together from parts, most of them ready-made. */
export function writeEvent(
  writer: FrameWriter,
  event: Pick<RoomEvent, 'seq' | 'at' | 'kind' | 'id' | 'text' | 'reply_to'>,
  from: Author,
): void {
  const reply = event.reply_to === undefined ? '' : `,"reply_to":${JSON.stringify(event.reply_to)}`;
  writer.write(
    `{"type":"event","seq":${event.seq},"at":${event.at},"kind":"${event.kind}","id":${JSON.stringify(event.id)},` +
      `${from.json},"text":${JSON.stringify(event.text)}${reply}}`,
  );
}

/** The offsets at which the frames of `frames` begin. The bytes must be whole, valid frames without bodies. */
export function* frameOffsets(frames: Uint8Array): Generator<number> {
  const view = new DataView(frames.buffer, frames.byteOffset, frames.byteLength);
  for (let at = 0; at < frames.length; at += LENGTH_SIZE + view.getInt32(at, true)) yield at;
}
