import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Identity } from '../../core/secure/identity-card.ts';
import type { Result } from '../../shared/error-codes.ts';
import { openIdentityStore, passingIdentity } from './identity-store.ts';
import { openFileVault } from './open-vault.ts';
import type { Vault } from './vault.ts';

let folder: string;
let path: string;
let vault: Vault;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'partyline-test-'));
  path = join(folder, 'keys', 'identity.json');
  vault = vaultAt(join(folder, 'keys', 'vault.json'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function vaultAt(at: string): Vault {
  const opened = openFileVault(at);
  if (!opened.ok) throw new Error(opened.problem.text);
  return opened.value;
}

function keyOf(result: Result<Identity>): string {
  if (!result.ok) throw new Error(result.problem.text);
  return result.value.card.key;
}

test('an identity is made once, and is the same in the next run', () => {
  const first = openIdentityStore(path, vault);
  const again = openIdentityStore(path, vaultAt(join(folder, 'keys', 'vault.json')));
  if (!first.ok || !again.ok) throw new Error('it does not open');
  expect(again.value.card).toEqual(first.value.card);
  expect(again.value.noise.privateKey).toEqual(first.value.noise.privateKey);
  expect(again.value.sealing.privateKey).toEqual(first.value.sealing.privateKey);
  if (process.platform !== 'win32') expect(statSync(path).mode & 0o777).toBe(0o600);
});

test('the file holds no private key as it is', () => {
  const opened = openIdentityStore(path, vault);
  if (!opened.ok) throw new Error('it does not open');
  const text = readFileSync(path, 'utf8');
  for (const { privateKey } of [opened.value.noise, opened.value.sealing]) {
    expect(text).not.toContain(Buffer.from(privateKey).toString('base64').slice(2, 40));
    expect(text).not.toContain(Buffer.from(privateKey).toString('hex'));
  }
});

test('no two folders, and no two runs without one, are the same', () => {
  const other = join(folder, 'other', 'vault.json');
  const keys = [
    keyOf(openIdentityStore(path, vault)),
    keyOf(openIdentityStore(join(folder, 'other', 'identity.json'), vaultAt(other))),
    passingIdentity().card.key,
    passingIdentity().card.key,
  ];
  expect(new Set(keys).size).toBe(4);
});

test.each([
  ['empty', () => ''],
  ['cut', (text: string) => text.slice(0, -20)],
  [
    'with another key in its name',
    (text: string) => text.replace(/"key":"[0-9a-f]{64}"/, `"key":"${'ab'.repeat(32)}"`),
  ],
  ['with a changed secret', (text: string) => text.replace(/"sealed":"..../, '"sealed":"AAAA')],
  ['of another version', (text: string) => text.replace('"v":1', '"v":2')],
])('a file that is %s is said and left as it is: nobody becomes somebody else in silence', (_how, change) => {
  keyOf(openIdentityStore(path, vault));
  const text = change(readFileSync(path, 'utf8'));
  writeFileSync(path, text);
  expect(openIdentityStore(path, vault)).toMatchObject({
    ok: false,
    problem: { code: 'identity_damaged', detail: { path } },
  });
  expect(readFileSync(path, 'utf8')).toBe(text);
});

test('a vault that lost its key opens no identity, and makes none', () => {
  keyOf(openIdentityStore(path, vault));
  const text = readFileSync(path, 'utf8');
  const stranger = vaultAt(join(folder, 'other', 'vault.json'));
  expect(openIdentityStore(path, stranger)).toMatchObject({ problem: { code: 'identity_damaged' } });
  expect(readFileSync(path, 'utf8')).toBe(text);
});

test('a folder in its place, or one that is not there, is the file system’s word', () => {
  const missing = openIdentityStore(join(folder, 'missing', 'identity.json'), vault);
  expect(missing).toMatchObject({ ok: false, problem: { code: 'file_missing' } });
  expect(existsSync(join(folder, 'missing'))).toBe(false);
});
