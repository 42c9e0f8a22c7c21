/** V8 keeps arrays of so many bytes among its objects, and gives all others memory of their own, with what it takes to free that. */
export const SMALL_ARRAY = 64;

/**
 * Frees the memory of an array that nobody reads any more, at once; the array is empty then. V8 would do it when some 32 MB of such
 * have come together, and the system's allocator keeps the places of most of them. What is part of larger memory stays as it is.
 */
export function giveBackMemory(bytes: Uint8Array): void {
  // To ask a small one for its buffer would make it one.
  if (bytes.byteLength <= SMALL_ARRAY) return;
  const { buffer, byteLength } = bytes;
  if (buffer instanceof ArrayBuffer && buffer.byteLength === byteLength) buffer.transfer(0);
}
