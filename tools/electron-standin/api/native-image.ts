/** Pictures as bytes: enough to pass an icon around and to save a page's picture. */
import { existsSync, readFileSync } from 'node:fs';
import { failLoudly } from '../unanswered.ts';

/** @see https://www.electronjs.org/docs/latest/api/native-image */
export class NativeImage {
  readonly #png: Buffer;
  /** Of a picture that came as pixels. */
  readonly #size: { readonly width: number; readonly height: number } | undefined;

  constructor(png: Buffer, size?: { readonly width: number; readonly height: number }) {
    this.#png = png;
    this.#size = size;
  }
  /** Four bytes for each pixel; kept as they are. */
  static createFromBitmap(buffer: Buffer, { width, height }: { width: number; height: number }): NativeImage {
    if (buffer.length !== width * height * 4) throw new Error('invalid buffer size');
    return new NativeImage(buffer, { width, height });
  }
  toBitmap(): Buffer {
    return this.#png;
  }
  static createEmpty(): NativeImage {
    return new NativeImage(Buffer.alloc(0));
  }
  static createFromBuffer(buffer: Buffer): NativeImage {
    return new NativeImage(buffer);
  }
  static createFromPath(path: string): NativeImage {
    return new NativeImage(existsSync(path) ? readFileSync(path) : Buffer.alloc(0));
  }
  static createFromDataURL(url: string): NativeImage {
    return new NativeImage(Buffer.from(url.slice(url.indexOf(',') + 1), 'base64'));
  }
  isEmpty(): boolean {
    return this.#png.length === 0;
  }
  toPNG(): Buffer {
    return this.#png;
  }
  toDataURL(): string {
    return `data:image/png;base64,${this.#png.toString('base64')}`;
  }
  /** In pixels, from the PNG header; 0 × 0 for anything else. */
  getSize(): { width: number; height: number } {
    if (this.#size !== undefined) return { ...this.#size };
    const isPng = this.#png.length > 24 && this.#png.readUInt32BE(0) === 0x89504e47;
    return isPng ? { width: this.#png.readUInt32BE(16), height: this.#png.readUInt32BE(20) } : { width: 0, height: 0 };
  }
  /** Kept at its size: nothing here draws it. */
  resize(): NativeImage {
    return this;
  }
  setTemplateImage(): void {}
  isTemplateImage(): boolean {
    return false;
  }
}
failLoudly(NativeImage);
