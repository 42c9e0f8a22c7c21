import { GrowingBytes } from '../growing-bytes.ts';
import { NOISE_FRAME } from '../secure/layout.ts';
import { HEADER_MAX, HEADER_MIN, LENGTH_SIZE } from '../wire/constants.ts';
import { parseHeader } from '../wire/frame-decoder.ts';
import { lengthOf } from './file-decoder.ts';
import { isFileRequest } from './file-messages.ts';

/** What a link turned out to be, and what it sent. */
export interface Sorted {
  /** `asks` which room this is, after which it may still be another; `noise` begins a handshake. */
  readonly kind: 'asks' | 'chat' | 'file' | 'noise';
  readonly bytes: Uint8Array;
}

/** Finds out by the first frame of a link whether it is for the chat or for files, or is to be sealed before either. */
export class FirstFrame {
  #bytes = new GrowingBytes();

  /**
   * Takes what one `recv()` returned.
   * @returns everything of which it can be told what it is, in order; empty until the first frame's header is whole
   */
  take(chunk: Uint8Array): readonly Sorted[] {
    const isFirst = this.#bytes.length === 0;
    if (!isFirst) this.#bytes.append(chunk);
    const sorted: Sorted[] = [];
    let bytes = isFirst ? chunk : this.#bytes.bytes;
    for (let type = firstType(bytes); type === 'prove'; type = firstType(bytes)) {
      const end = LENGTH_SIZE + lengthOf(bytes);
      sorted.push({ kind: 'asks', bytes: bytes.subarray(0, end) });
      bytes = bytes.subarray(end);
    }
    const type = firstType(bytes);
    if (type !== undefined) return [...sorted, { kind: kindOf(type), bytes }];
    if (!isFirst && sorted.length === 0) return sorted;
    // The chunk's memory is its sender's again, and what was sorted has its own.
    this.#bytes = new GrowingBytes();
    this.#bytes.append(bytes);
    return sorted;
  }
}

function kindOf(type: string): Sorted['kind'] {
  if (type === NOISE_FRAME) return 'noise';
  return isFileRequest(type) ? 'file' : 'chat';
}

/** @returns undefined until it can be told; a header that is none is the chat's to refuse */
function firstType(bytes: Uint8Array): string | undefined {
  if (bytes.length < LENGTH_SIZE) return undefined;
  const length = lengthOf(bytes);
  if (length < HEADER_MIN || length > HEADER_MAX) return '';
  if (bytes.length < LENGTH_SIZE + length) return undefined;
  return parseHeader(bytes.subarray(LENGTH_SIZE, LENGTH_SIZE + length))?.type ?? '';
}
