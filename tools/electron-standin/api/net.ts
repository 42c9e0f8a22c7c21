/** `net.fetch`: as in Node, and for files and own schemes as well. */
import { readFile } from 'node:fs/promises';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { failLoudlyObject } from '../unanswered.ts';
import { handlerOfScheme } from './protocol.ts';

/** What a built web app consists of. */
const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.mjs': 'text/javascript',
  '.css': 'text/css',
  '.json': 'application/json',
  '.map': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.gif': 'image/gif',
  '.webp': 'image/webp',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.woff': 'font/woff',
  '.ttf': 'font/ttf',
  '.wasm': 'application/wasm',
  '.txt': 'text/plain',
};

async function fetchFile(url: string): Promise<Response> {
  try {
    const path = fileURLToPath(url);
    const type = TYPES[extname(path).toLowerCase()] ?? 'application/octet-stream';
    return new Response(await readFile(path), { headers: { 'content-type': type } });
  } catch {
    throw new Error('net::ERR_FILE_NOT_FOUND');
  }
}

/** @see https://www.electronjs.org/docs/latest/api/net */
export const net = failLoudlyObject(
  {
    async fetch(
      input: string | Request,
      init?: RequestInit & { bypassCustomProtocolHandlers?: boolean },
    ): Promise<Response> {
      const request = new Request(input, init);
      const scheme = new URL(request.url).protocol.slice(0, -1);
      if (scheme === 'file') return fetchFile(request.url);
      const handler = init?.bypassCustomProtocolHandlers === true ? undefined : handlerOfScheme(scheme);
      return handler === undefined ? fetch(request) : handler(request);
    },
    isOnline: () => true,
    get online(): boolean {
      return true;
    },
  },
  'Net',
  'net',
);
