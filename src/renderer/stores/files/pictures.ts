import { PREVIEW_BYTES, UNASKED_PREVIEW_BYTES } from '../../../shared/files/file-contract.ts';
import type { PlaceKey } from '../../../shared/places/place-models.ts';
import { attempt } from '../../bridge.ts';
import { placeShown } from '../places/open-places.ts';
import { pictureSize } from './picture-size.ts';

/** Pixels of the largest picture that is decoded: 50 million take 200 MB for a moment. */
const MOST_PIXELS = 50_000_000;
/** What a decoded picture is scaled down to, in pixels: a card on a screen of double density. */
const SHOWN = { width: 720, height: 400 };
/** Pictures that are kept, of at most 1.2 MB each. */
const KEPT = 40;

/** Types that the window decodes; SVG is a program. */
const SHOWN_TYPE = /^image\/(png|jpeg|gif|webp|avif|bmp)$/;

/** By place and event, least recently wanted first. */
const kept = new Map<string, Promise<ImageBitmap | undefined>>();

/** Whether a picture is shown at all: one that is not here yet only when it is small. */
export function isShown(type: string, size: number, isHere: boolean): boolean {
  return SHOWN_TYPE.test(type) && size > 0 && size <= (isHere ? PREVIEW_BYTES : UNASKED_PREVIEW_BYTES);
}

/** Decodes a picture here, in the window's sandbox; undefined when it is too large, or none. */
export async function decodePicture(bytes: Uint8Array<ArrayBuffer>, type: string): Promise<ImageBitmap | undefined> {
  const size = pictureSize(bytes);
  if (!size || size.width * size.height > MOST_PIXELS || size.width * size.height === 0) return undefined;
  const share = Math.min(1, SHOWN.width / size.width, SHOWN.height / size.height);
  const bitmap = await createImageBitmap(new Blob([bytes], { type }), {
    // Orientation by EXIF swaps width and height; the other one follows by itself.
    ...(share < 1 && { resizeWidth: Math.max(1, Math.round(size.width * share)), resizeQuality: 'high' as const }),
  }).catch(() => undefined);
  return bitmap;
}

async function fetched(key: PlaceKey, event: number): Promise<ImageBitmap | undefined> {
  const preview = await attempt('files:preview', { key, event });
  if (!preview.ok) return undefined;
  return decodePicture(new Uint8Array(preview.value.bytes), preview.value.type);
}

/** The picture of an event of the place that is shown, decoded once; undefined when there is none to be shown. */
export async function pictureOf(event: number): Promise<ImageBitmap | undefined> {
  const { key } = placeShown();
  const name = `${key}:${event}`;
  const picture = kept.get(name) ?? fetched(key, event);
  kept.delete(name);
  kept.set(name, picture);
  const [oldest] = kept.keys();
  if (kept.size > KEPT && oldest !== undefined) kept.delete(oldest);
  const bitmap = await picture;
  // What could not be shown may be here the next time.
  if (!bitmap && kept.get(name) === picture) kept.delete(name);
  return bitmap;
}

/** A place is there no more, or its log is another: an event of that number may be another one. */
export function forgetPictures(key: PlaceKey): void {
  for (const name of kept.keys()) if (name.startsWith(`${key}:`)) kept.delete(name);
}
