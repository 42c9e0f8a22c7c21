import { readdirSync } from 'node:fs';
import { join } from 'node:path';

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
  /** Absolute path of the file. */
  readonly path: string;
  readonly contentType: string;
}

/** What the bundle has, by the path of a URL: `/`, `/index.html`, `/assets/index-x1.js`. */
export type Assets = ReadonlyMap<string, Asset>;

/**
 * Lists the bundle once, so that a request can name what is in it and nothing else: no path is ever made of a URL. Links are passed
 * over wherever they lead, and so are kinds of files that the window never loads.
 * @param folder absolute path of the window's build
 * @throws what the disk says: without its window there is no app
 */
export function listAssets(folder: string): Assets {
  const assets = new Map<string, Asset>();
  const look = (below: string, prefix: string): void => {
    for (const entry of readdirSync(below, { withFileTypes: true })) {
      const [path, name] = [join(below, entry.name), `${prefix}${entry.name}`];
      if (entry.isDirectory()) look(path, `${name}/`);
      const contentType = CONTENT_TYPES[/\.([a-z0-9]+)$/.exec(name)?.[1] ?? ''];
      if (entry.isFile() && contentType !== undefined) assets.set(name, { path, contentType });
    }
  };
  look(folder, '/');
  const page = assets.get('/index.html');
  return page ? assets.set('/', page) : assets;
}

/**
 * Which file of the bundle a URL of our own scheme names.
 * @param host the only host that has content
 * @returns undefined for another host, and for whatever is not in the bundle
 */
export function assetFor(url: string, host: string, assets: Assets): Asset | undefined {
  const parsed = URL.parse(url);
  if (parsed?.host !== host) return undefined;
  try {
    return assets.get(decodeURIComponent(parsed.pathname));
  } catch {
    return undefined;
  }
}
