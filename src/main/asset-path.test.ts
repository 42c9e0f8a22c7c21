import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Assets, assetFor, listAssets } from './asset-path.ts';

let out: string;
let folder: string;
let assets: Assets;

beforeAll(() => {
  out = mkdtempSync(join(tmpdir(), 'partyline-assets-'));
  folder = join(out, 'renderer');
  for (const name of ['main', 'renderer/assets', 'renderer-old']) mkdirSync(join(out, name), { recursive: true });
  const inside = ['index.html', 'icon.svg', 'assets/index-x1.js', 'assets/a b.css', 'secret.pem', 'noextension'];
  for (const name of inside) writeFileSync(join(folder, name), '');
  for (const name of ['main/index.js', 'renderer-old/index.html']) writeFileSync(join(out, name), '');
  symlinkSync(join(out, 'main', 'index.js'), join(folder, 'link.js'));
  symlinkSync(join(out, 'main'), join(folder, 'linked'), 'junction');
  symlinkSync(join(folder, 'assets'), join(folder, 'same'), 'junction');
  assets = listAssets(folder);
});
afterAll(() => rmSync(out, { recursive: true }));

describe('assetFor', () => {
  it.each([
    ['partyline-app://app/', 'index.html', 'text/html; charset=utf-8'],
    ['partyline-app://app/index.html', 'index.html', 'text/html; charset=utf-8'],
    ['partyline-app://app/index.html?a=1#b', 'index.html', 'text/html; charset=utf-8'],
    ['partyline-app://app/assets/index-x1.js', 'assets/index-x1.js', 'text/javascript; charset=utf-8'],
    ['partyline-app://app/assets/a%20b.css', 'assets/a b.css', 'text/css; charset=utf-8'],
    ['partyline-app://app/assets/../icon.svg', 'icon.svg', 'image/svg+xml; charset=utf-8'],
    ['partyline-app://app/%2e%2e/icon.svg', 'icon.svg', 'image/svg+xml; charset=utf-8'],
  ])('finds %s', (url, path, contentType) => {
    expect(assetFor(url, 'app', assets)).toEqual({ path: join(folder, path), contentType });
  });

  it.each([
    'partyline-app://app/../main/index.js',
    'partyline-app://app/%2e%2e/main/index.js',
    'partyline-app://app/..%2fmain%2findex.js',
    'partyline-app://app/%252e%252e%252fmain%252findex.js',
    'partyline-app://app/assets/..%2f..%2fmain/index.js',
    'partyline-app://app/..%5cmain%5cindex.js',
    'partyline-app://app/..\\main\\index.js',
    'partyline-app://app/assets\\index-x1.js',
    'partyline-app://app/%2e%2e%2frenderer-old/index.html',
    'partyline-app://app//etc/passwd',
    'partyline-app://app//index.html',
    'partyline-app://app/assets',
    'partyline-app://app/assets/',
    'partyline-app://app/INDEX.HTML',
    'partyline-app://app/index.html.',
    'partyline-app://app/index.html::$DATA',
    'partyline-app://app/index.html%00.js',
    'partyline-app://app/%zz.js',
    'partyline-app://app/__proto__',
    'partyline-app://other/index.html',
    'partyline-app://app.other/index.html',
    'partyline-app://app:8080/index.html',
    'partyline-app://user@other/index.html',
    'partyline-app:///index.html',
    'file:///index.html',
    'partyline-app://app/secret.pem',
    'partyline-app://app/noextension',
    'not a url',
  ])('refuses %s', (url) => {
    expect(assetFor(url, 'app', assets)).toBeUndefined();
  });

  it.each(['link.js', 'linked/index.js', 'same/index-x1.js'])('follows no link in the bundle: %s', (name) => {
    expect(assetFor(`partyline-app://app/${name}`, 'app', assets)).toBeUndefined();
  });
});
