/**
 * Frees the memory of an array that nobody reads any more, at once: V8 would do it when 32 MB of such have come together, which the
 * system's allocator then gives to nobody else. An array that is part of larger memory stays as it is.
 */
export function giveBackMemory({ buffer, byteLength }: Uint8Array<ArrayBuffer>): void {
  if (buffer.byteLength === byteLength) buffer.transfer(0);
}
