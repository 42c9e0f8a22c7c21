import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { assetFor } from './asset-path.ts';

const folder = join('/app', 'out', 'renderer');

describe('assetFor', () => {
  it.each([
    ['partyline-app://app/', 'index.html', 'text/html; charset=utf-8'],
    ['partyline-app://app/index.html', 'index.html', 'text/html; charset=utf-8'],
    ['partyline-app://app/index.html?a=1#b', 'index.html', 'text/html; charset=utf-8'],
    ['partyline-app://app/assets/index-x1.js', 'assets/index-x1.js', 'text/javascript; charset=utf-8'],
    ['partyline-app://app/assets/a%20b.css', 'assets/a b.css', 'text/css; charset=utf-8'],
    ['partyline-app://app/assets/../icon.svg', 'icon.svg', 'image/svg+xml; charset=utf-8'],
  ])('finds %s', (url, path, contentType) => {
    expect(assetFor(url, 'app', folder)).toEqual({ path: join(folder, path), contentType });
  });

  it('stays below the folder where the URL itself folds the way up', () => {
    const path = join(folder, 'main', 'index.js');
    expect(assetFor('partyline-app://app/../main/index.js', 'app', folder)?.path).toBe(path);
    expect(assetFor('partyline-app://app/%2e%2e/main/index.js', 'app', folder)?.path).toBe(path);
  });

  it.each([
    'partyline-app://app/..%2fmain%2findex.js',
    'partyline-app://app/assets/..%2f..%2fmain/index.js',
    'partyline-app://app/..%5cmain%5cindex.js',
    'partyline-app://app/%2e%2e%2frenderer-old/index.html',
    'partyline-app://app//etc/passwd',
    'partyline-app://app/index.html%00.js',
    'partyline-app://app/%zz.js',
    'partyline-app://other/index.html',
    'partyline-app://app/secret.pem',
    'partyline-app://app/noextension',
    'not a url',
  ])('refuses %s', (url) => {
    expect(assetFor(url, 'app', folder)).toBeUndefined();
  });
});
