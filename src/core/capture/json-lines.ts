import { formatAddress } from '../../shared/address.ts';
import type { WireEndpoint } from '../../shared/wire/wire-model.ts';
import { type ChunkRecord, openedBytes, recordBytes } from '../recording/recorded-link.ts';
import { LENGTH_SIZE } from '../wire/constants.ts';
import { frameBytes } from '../wire-view/frame-bytes.ts';
import { LinkDecoders } from '../wire-view/link-decoders.ts';
import type { ChunkItem, FrameItem } from '../wire-view/wire-items.ts';

/** Chunks that are waited for before one is written: a frame that begins in it is whole by then, or never. */
const LAG = 4_096;
/** Levels of a header that are written as JSON; Python reads a thousand at the most, and no message has ten. */
const DEPTH_MOST = 64;

const utf8 = new TextDecoder('utf-8', { fatal: false, ignoreBOM: true });

/** Finds the record of a chunk; undefined once it is dropped. */
type RecordOf = (id: number) => ChunkRecord | undefined;

/**
 * One JSON object per chunk: when, which link, which way, the bytes in hex, and the frames that begin in it with their
 * headers and the chunks that carried them. A header that is nested without end is written as the frame's bytes in hex.
 */
export function* jsonLines(
  records: Iterable<ChunkRecord>,
  recordOf: RecordOf,
  passes: (id: number) => boolean = () => true,
): Generator<string> {
  const decoders = new LinkDecoders();
  let waiting: ChunkItem[] = [];
  for (const record of records) {
    waiting.push(decoders.feed(record));
    if (waiting.length < 2 * LAG) continue;
    for (const chunk of waiting.slice(0, LAG)) if (passes(chunk.id)) yield* line(chunk, recordOf);
    waiting = waiting.slice(LAG);
  }
  for (const chunk of waiting) if (passes(chunk.id)) yield* line(chunk, recordOf);
}

function* line(chunk: ChunkItem, recordOf: RecordOf): Generator<string> {
  const record = recordOf(chunk.id);
  if (record === undefined) return;
  const { id, at, direction, layer, length, packet } = chunk;
  const { transport, local, remote } = record.link.route;
  yield `${JSON.stringify({
    chunk: id,
    at,
    link: chunk.link,
    ...(record.link.name !== undefined && { name: record.link.name }),
    transport,
    direction,
    ...(layer === 'inside' && { layer }),
    local: written(local),
    remote: written(remote),
    length,
    ...(packet && { packet }),
    bytes: hex(recordBytes(record)),
    frames: chunk.starts.map((frame) => frameObject(frame, recordOf)),
  })}\n`;
}

function written({ address, port }: WireEndpoint): string | undefined {
  return address === '' ? undefined : formatAddress({ host: address, port });
}

function frameObject(frame: FrameItem, recordOf: RecordOf): object {
  const { state, type, length, chunks, headerLength, summary } = frame;
  const found = { state, ...(type !== '' && { type }), length, chunks: chunks.map(({ id }) => id) };
  // Lines and pieces are in the chunk's own bytes; to look each of thousands of them up in it would take minutes.
  if (state !== 'whole') return { ...found, header: summary };
  const bytes = frameBytes(frame, ({ id }) => {
    const record = recordOf(id);
    return record && openedBytes(record).bytes;
  });
  if (bytes === undefined) return { ...found, header: summary };
  const text = utf8.decode(bytes.subarray(LENGTH_SIZE, LENGTH_SIZE + headerLength));
  if (isTooDeep(text)) return { ...found, header: summary, raw: hex(bytes) };
  return { ...found, header: JSON.parse(text) };
}

/** Whether JSON is nested deeper than readers of it take, most of which call themselves for each level. */
function isTooDeep(json: string): boolean {
  let depth = 0;
  let isInText = false;
  for (let at = 0; at < json.length; at += 1) {
    const character = json[at];
    if (isInText) {
      if (character === '\\') at += 1;
      else if (character === '"') isInText = false;
    } else if (character === '"') isInText = true;
    else if (character === '[' || character === '{') depth += 1;
    else if (character === ']' || character === '}') depth -= 1;
    if (depth > DEPTH_MOST) return true;
  }
  return false;
}

function hex(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += byte.toString(16).padStart(2, '0');
  return text;
}
