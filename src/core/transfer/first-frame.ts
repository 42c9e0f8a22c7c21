import { joinBytes } from '../join-bytes.ts';
import { HEADER_MAX, HEADER_MIN, LENGTH_SIZE } from '../wire/constants.ts';
import { parseHeader } from '../wire/frame-decoder.ts';
import { lengthOf } from './file-decoder.ts';
import { isFileRequest } from './file-messages.ts';

/** What a link turned out to be, and everything that it sent. */
export interface Sorted {
  readonly isFile: boolean;
  readonly bytes: Uint8Array;
}

const EMPTY = new Uint8Array(0);

/** Finds out by the first frame of a link whether it is for the chat or for files. */
export class FirstFrame {
  #bytes: Uint8Array = EMPTY;

  /** Takes what one `recv()` returned. @returns undefined until the first frame's header is whole */
  take(chunk: Uint8Array): Sorted | undefined {
    const bytes = this.#bytes.length === 0 ? chunk : joinBytes([this.#bytes, chunk]);
    const type = firstType(bytes);
    if (type === undefined) {
      // The chunk's memory is its sender's again.
      this.#bytes = bytes === chunk ? bytes.slice() : bytes;
      return undefined;
    }
    return { isFile: isFileRequest(type), bytes };
  }
}

/** @returns undefined until it can be told; a header that is none is the chat's to refuse */
function firstType(bytes: Uint8Array): string | undefined {
  if (bytes.length < LENGTH_SIZE) return undefined;
  const length = lengthOf(bytes);
  if (length < HEADER_MIN || length > HEADER_MAX) return '';
  if (bytes.length < LENGTH_SIZE + length) return undefined;
  return parseHeader(bytes.subarray(LENGTH_SIZE, LENGTH_SIZE + length))?.type ?? '';
}
