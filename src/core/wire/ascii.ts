/** The bytes of a text that is ASCII only. */
export function asciiBytes(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}

/** The ASCII text in `view` from `from` up to `to` (exclusive); for a few characters, where it beats a decoder. */
export function asciiText(view: DataView, from: number, to: number): string {
  let text = '';
  for (let at = from; at < to; at += 1) text += String.fromCharCode(view.getUint8(at));
  return text;
}
