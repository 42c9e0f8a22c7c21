/// <reference path="../shared/platform.d.ts" />
/**
 * The only things of the platform that the engine uses; Node, browsers and workers all have them. Declared here
 * because this layer is compiled without Node's types and without the DOM's.
 */
declare class TextEncoder {
  encode(text: string): Uint8Array<ArrayBuffer>;
  encodeInto(text: string, into: Uint8Array): { read: number; written: number };
}
declare class TextDecoder {
  constructor(label: 'utf-8' | 'gb18030' | 'utf-16le' | 'utf-16be', options: { fatal: boolean; ignoreBOM: boolean });
  decode(bytes: Uint8Array, options?: { stream: boolean }): string;
}
