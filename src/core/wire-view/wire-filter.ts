import type { RecordedMessage, WireFilter } from '../../shared/wire/wire-contract.ts';
import { SUMMARY_MOST } from './summary.ts';
import type { ChunkItem, FrameItem } from './wire-items.ts';

/** Reads a frame's own text; only for what its summary does not hold. */
export type FrameText = (frame: FrameItem) => string;

/** Whether a filter asks for something of frames, so that chunks without any are left out. */
export function asksForFrames({ types, text, message }: WireFilter): boolean {
  return types.length > 0 || text !== '' || message !== undefined;
}

/** Whether a chunk may be shown at all, whatever is in it. */
export function passesChunk(chunk: ChunkItem, { place, links, direction: wanted, layer }: WireFilter): boolean {
  const { link, direction } = chunk;
  // Whoever looks inside sees what travels in clear as well, for there is nothing else of it, and packets, which are opened where they are.
  const hasInside = chunk.isSealed && chunk.packet === undefined;
  if (layer === 'outside' ? chunk.layer === 'inside' : hasInside) return false;
  if (place !== undefined && place !== chunk.place) return false;
  return (links === undefined || links.includes(link)) && (wanted === undefined || wanted === direction);
}

/** Whether a frame is what the filter asks for. */
export function passesFrame(frame: FrameItem, filter: WireFilter, textOf: FrameText): boolean {
  const { types, text, message } = filter;
  if (types.length > 0 && !types.includes(frame.type || frame.state)) return false;
  if (message !== undefined && !isOfMessage(frame, message)) return false;
  return text === '' || holds(frame, text.toLowerCase(), textOf);
}

function holds(frame: FrameItem, text: string, textOf: FrameText): boolean {
  return frame.summary.toLowerCase().includes(text) || textOf(frame).toLowerCase().includes(text);
}

/** Whether a frame is one of those that carried a message: its `say`, the answer, the event; or a plain guest's line. */
export function isOfMessage(frame: FrameItem, { id, from, seq, text }: RecordedMessage): boolean {
  const shown = text.slice(0, SUMMARY_MOST);
  if (frame.state === 'text') {
    const line = frame.summary.trim();
    return line === shown.trim() || (frame.direction === 'out' && line.endsWith(shown.trim()) && shown.trim() !== '');
  }
  if (frame.key !== id) return false;
  switch (frame.type) {
    case 'say':
      return frame.summary === shown;
    case 'event':
      return frame.by === from;
    case 'accepted':
      return seq === undefined || frame.seq === seq;
    case 'refused':
      return true;
    default:
      return false;
  }
}
