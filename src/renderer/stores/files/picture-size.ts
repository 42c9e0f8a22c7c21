/** What a picture's first bytes say of its size, so that nothing is decoded that is too large to be. */
export interface PictureSize {
  readonly width: number;
  readonly height: number;
}

type Reader = (bytes: DataView) => PictureSize | undefined;

function holds(bytes: DataView, at: number, text: string): boolean {
  if (bytes.byteLength < at + text.length) return false;
  return [...text].every((letter, index) => bytes.getUint8(at + index) === letter.charCodeAt(0));
}

/** PNG (W3C, section 11.2.2): IHDR stands first. */
const png: Reader = (bytes) =>
  holds(bytes, 12, 'IHDR') ? { width: bytes.getUint32(16), height: bytes.getUint32(20) } : undefined;

/** GIF89a, section 18: the logical screen. */
const gif: Reader = (bytes) =>
  holds(bytes, 0, 'GIF8') ? { width: bytes.getUint16(6, true), height: bytes.getUint16(8, true) } : undefined;

/** BITMAPINFOHEADER; a negative height is one from top to bottom. */
const bmp: Reader = (bytes) =>
  holds(bytes, 0, 'BM')
    ? { width: Math.abs(bytes.getInt32(18, true)), height: Math.abs(bytes.getInt32(22, true)) }
    : undefined;

/** Markers that begin a frame (ITU T.81, table B.1); C4, C8 and CC among them do not. */
function isFrame(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
}

/** JPEG (ITU T.81, section B.2.2): segments up to the frame's own. */
const jpeg: Reader = (bytes) => {
  if (bytes.getUint16(0) !== 0xffd8) return undefined;
  let at = 2;
  while (at + 9 <= bytes.byteLength && bytes.getUint8(at) === 0xff) {
    const marker = bytes.getUint8(at + 1);
    if (isFrame(marker)) return { width: bytes.getUint16(at + 7), height: bytes.getUint16(at + 5) };
    // Fill bytes may stand before a marker.
    at += marker === 0xff ? 1 : 2 + bytes.getUint16(at + 2);
  }
  return undefined;
};

function uint24(bytes: DataView, at: number): number {
  return bytes.getUint16(at, true) + bytes.getUint8(at + 2) * 65_536;
}

/** WebP (RFC 9649): lossy, lossless, extended. */
const webp: Reader = (bytes) => {
  if (!holds(bytes, 8, 'WEBP')) return undefined;
  if (holds(bytes, 12, 'VP8X')) return { width: uint24(bytes, 24) + 1, height: uint24(bytes, 27) + 1 };
  if (holds(bytes, 12, 'VP8L')) {
    const bits = bytes.getUint32(21, true);
    return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
  }
  if (!holds(bytes, 12, 'VP8 ')) return undefined;
  return { width: bytes.getUint16(26, true) & 0x3fff, height: bytes.getUint16(28, true) & 0x3fff };
};

/** Bytes in which an AVIF's properties are looked for. */
const AVIF_HEAD = 8_192;

/** AVIF (ISO/IEC 23008-12, section 6.5.3): the largest of its `ispe` properties. */
const avif: Reader = (bytes) => {
  if (!holds(bytes, 4, 'ftyp')) return undefined;
  let largest: PictureSize | undefined;
  for (let at = 8; at + 16 <= Math.min(bytes.byteLength, AVIF_HEAD); at += 1) {
    if (!holds(bytes, at, 'ispe')) continue;
    const size = { width: bytes.getUint32(at + 8), height: bytes.getUint32(at + 12) };
    if (!largest || size.width * size.height > largest.width * largest.height) largest = size;
  }
  return largest;
};

/** Bytes that every kind needs to say its size. */
const LEAST_BYTES = 30;

/** Width and height in pixels; undefined for what is none of the pictures that the window shows, or is cut short. */
export function pictureSize(content: Uint8Array): PictureSize | undefined {
  if (content.length < LEAST_BYTES) return undefined;
  const bytes = new DataView(content.buffer, content.byteOffset, content.length);
  for (const read of [png, jpeg, gif, webp, bmp, avif]) {
    const size = read(bytes);
    if (size) return size;
  }
  return undefined;
}
