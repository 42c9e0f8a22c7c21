import { LENGTH_SIZE } from '../../core/wire/constants.ts';
import { frameOffsets } from '../../core/wire/event-frame.ts';
import { decodeEvents } from './segment-table.ts';

/** Who said something, under which id. */
export interface Said {
  readonly member: string;
  readonly id: string;
  readonly seq: number;
}

/** How our events begin, as far as it matters here: nearly all of them, whose ids are ASCII without anything escaped. */
const START = /^\{"type":"event","seq":(\d+),"at":\d+,"kind":"(\w+)","id":"([ !#-[\]-~]+)","from":"([ !#-[\]-~]+)"/;
/** More than the start of such an event has, in bytes. */
const START_BYTES = 512;

/**
 * The messages, sealed ones too, and files among the events of `frames`. A room that opens reads tens of thousands of them: their beginning is
 * matched, and only what does not fit is parsed.
 */
export function* saidIn(frames: Uint8Array): Generator<Said> {
  const bytes = Buffer.from(frames.buffer, frames.byteOffset, frames.byteLength);
  const offsets = [...frameOffsets(frames), frames.length];
  for (let index = 0; index + 1 < offsets.length; index += 1) {
    const from = offsets[index] as number;
    const to = offsets[index + 1] as number;
    const found = START.exec(bytes.toString('latin1', from + LENGTH_SIZE, Math.min(to, from + START_BYTES)));
    if (found === null) yield* parsed(frames.subarray(from, to));
    else if (isSaid(found[2] as string))
      yield { member: found[4] as string, id: found[3] as string, seq: Number(found[1]) };
  }
}

function* parsed(frame: Uint8Array): Generator<Said> {
  for (const { kind, from, id, seq } of decodeEvents(frame)) if (isSaid(kind)) yield { member: from, id, seq };
}

function isSaid(kind: string): boolean {
  return kind === 'message' || kind === 'sealed' || kind === 'file';
}
