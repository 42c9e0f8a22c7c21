import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openFileVault, openSystemVault } from './open-vault.ts';
import type { SystemSecrets } from './system-secrets.ts';

let folder: string;
let path: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'partyline-test-'));
  path = join(folder, 'keys', 'vault.json');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const SECRET = new TextEncoder().encode('a secret');

/** A key store that turns the bits of what it is given. @param version what its bytes begin with */
function keyStore(version = 'v11', changes: Partial<SystemSecrets> = {}): SystemSecrets {
  return {
    isAsyncEncryptionAvailable: async () => true,
    getSelectedStorageBackend: () => 'gnome_libsecret',
    encryptStringAsync: async (text) =>
      Buffer.from([...Buffer.from(version), ...Buffer.from(text).map((byte) => ~byte)]),
    decryptStringAsync: async (sealed) => ({
      result: Buffer.from(sealed.subarray(version.length).map((byte) => ~byte)).toString(),
      shouldReEncrypt: false,
    }),
    ...changes,
  };
}

const locked = keyStore('v11', {
  decryptStringAsync: async () => {
    throw new Error('temporarily unavailable');
  },
});

function value<T>(result: { ok: true; value: T } | { ok: false; problem: { text: string } }): T {
  if (!result.ok) throw new Error(result.problem.text);
  return result.value;
}

test('a file vault is made once, for its owner alone, and opens in the next run what it sealed', () => {
  const vault = value(openFileVault(path));
  const sealed = vault.seal(SECRET);
  expect(Buffer.from(sealed).includes(Buffer.from(SECRET))).toBe(false);
  expect(vault.seal(SECRET)).not.toEqual(sealed);
  const again = value(openFileVault(path));
  expect([vault.kind, again.kind, again.open(sealed)]).toEqual(['file', 'file', Buffer.from(SECRET)]);
  if (process.platform === 'win32') return;
  expect([statSync(path).mode & 0o777, statSync(join(folder, 'keys')).mode & 0o777]).toEqual([0o600, 0o700]);
  chmodSync(path, 0o644);
  value(openFileVault(path));
  expect(statSync(path).mode & 0o777).toBe(0o600);
});

test('opens nothing that was changed in any bit, cut, or sealed by another', () => {
  const vault = value(openFileVault(path));
  const sealed = vault.seal(SECRET);
  for (let bit = 0; bit < sealed.length * 8; bit += 1) {
    const changed = Uint8Array.from(sealed);
    changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
    expect(vault.open(changed)).toBeUndefined();
  }
  for (let length = 0; length < sealed.length; length += 1)
    expect(vault.open(sealed.subarray(0, length))).toBeUndefined();
  expect(value(openFileVault(join(folder, 'other', 'vault.json'))).open(sealed)).toBeUndefined();
});

test('the system’s key store takes the key, of a file vault of before too, and the file holds nothing of it', async () => {
  const sealed = value(openFileVault(path)).seal(SECRET);
  const key = JSON.parse(readFileSync(path, 'utf8')).key as string;
  const vault = value(await openSystemVault(path, keyStore(), 'linux'));
  expect([vault.kind, vault.open(sealed)]).toEqual(['system', Buffer.from(SECRET)]);
  expect(readFileSync(path, 'utf8')).not.toContain(key);
  expect(value(await openSystemVault(path, keyStore(), 'linux')).open(sealed)).toEqual(Buffer.from(SECRET));
});

test.each([
  ['says that its password is known to everybody', keyStore('v11', { getSelectedStorageBackend: () => 'basic_text' })],
  ['seals as with a password that everybody knows', keyStore('v10')],
  ['is not available', keyStore('v11', { isAsyncEncryptionAvailable: async () => false })],
  ['gives back something else', keyStore('v11', { decryptStringAsync: locked.decryptStringAsync })],
] as const)('the key stays in the file where the key store %s', async (_name, secrets) => {
  const vault = value(await openSystemVault(path, secrets, 'linux'));
  const sealed = vault.seal(SECRET);
  expect([vault.kind, value(openFileVault(path)).open(sealed)]).toEqual(['file', Buffer.from(SECRET)]);
});

test('Windows and macOS have one key store, whatever its bytes begin with', async () => {
  const { getSelectedStorageBackend: _linux, ...secrets } = keyStore('v10');
  expect(value(await openSystemVault(path, secrets, 'darwin')).kind).toBe('system');
});

test('a key store that is locked, and a program without one, is told so and changes nothing', async () => {
  value(await openSystemVault(path, keyStore(), 'linux'));
  const before = readFileSync(path, 'utf8');
  expect(await openSystemVault(path, locked, 'linux')).toMatchObject({
    problem: { code: 'vault_locked', detail: { path } },
  });
  expect(openFileVault(path)).toMatchObject({ problem: { code: 'vault_locked' } });
  expect(readFileSync(path, 'utf8')).toBe(before);
});

test.each([
  ['', 'empty'],
  ['{"v":1,"kind":"file","key":"', 'cut'],
  ['{"v":1,"kind":"file","key":"AAAA"}', 'with a short key'],
  ['{"v":2,"kind":"file","key":"AAAA"}', 'of another version'],
  ['null', 'nothing'],
])('a damaged file is said and stays as it is: %j (%s)', async (text) => {
  value(openFileVault(path));
  writeFileSync(path, text);
  expect(openFileVault(path)).toMatchObject({ problem: { code: 'vault_damaged', detail: { path } } });
  expect(await openSystemVault(path, keyStore(), 'linux')).toMatchObject({ problem: { code: 'vault_damaged' } });
  expect(readFileSync(path, 'utf8')).toBe(text);
});

test('no new key is made where something is that the missing one sealed', () => {
  value(openFileVault(path));
  writeFileSync(join(folder, 'keys', 'identity.json'), '{}');
  rmSync(path);
  expect(openFileVault(path)).toMatchObject({ problem: { code: 'vault_damaged' } });
  expect(existsSync(path)).toBe(false);
});
