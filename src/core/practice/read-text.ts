import { decodeText } from '../decode-text.ts';

const lossy = new TextDecoder('utf-8', { fatal: false, ignoreBOM: true });

/** Bytes as text to look at; what is neither UTF-8 nor GB18030, which includes GBK, has replacement characters. */
export function readText(bytes: Uint8Array): string {
  return decodeText(bytes) ?? lossy.decode(bytes);
}
