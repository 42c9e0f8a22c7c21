import { join, normalize, sep } from 'node:path';

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  css: 'text/css; charset=utf-8',
  html: 'text/html; charset=utf-8',
  ico: 'image/x-icon',
  jpg: 'image/jpeg',
  js: 'text/javascript; charset=utf-8',
  json: 'application/json; charset=utf-8',
  map: 'application/json; charset=utf-8',
  mp3: 'audio/mpeg',
  ogg: 'audio/ogg',
  png: 'image/png',
  svg: 'image/svg+xml; charset=utf-8',
  wasm: 'application/wasm',
  wav: 'audio/wav',
  webp: 'image/webp',
  woff2: 'font/woff2',
};

export interface Asset {
  readonly path: string;
  readonly contentType: string;
}

/**
 * Which file of `folder` a URL of our own scheme names. The path is decoded once and must stay below the folder, so
 * that no spelling of `..` reaches anything else on the disk.
 * @param host the only host that has content
 * @returns undefined for another host, a path outside, or a kind of file that the window never loads
 */
export function assetFor(url: string, host: string, folder: string): Asset | undefined {
  const parsed = URL.parse(url);
  if (parsed?.host !== host) return undefined;
  let name: string;
  try {
    name = decodeURIComponent(parsed.pathname);
  } catch {
    return undefined;
  }
  if (name.includes('\0') || name.includes('\\')) return undefined;
  const path = normalize(join(folder, name.endsWith('/') ? `${name}index.html` : name));
  if (!path.startsWith(normalize(folder + sep))) return undefined;
  const contentType = CONTENT_TYPES[/\.([a-z0-9]+)$/.exec(path)?.[1] ?? ''];
  return contentType === undefined ? undefined : { path, contentType };
}
