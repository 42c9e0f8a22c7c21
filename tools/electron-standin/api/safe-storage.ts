/**
 * `safeStorage` by its asynchronous calls. As on a Linux without a key store unless the environment names a file that is one:
 * then what was sealed begins with `v10` and a password that everybody knows protects it.
 */
import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { failLoudlyObject } from '../unanswered.ts';
import { app } from './app.ts';

const KEY_STORE = process.env.ELECTRON_STANDIN_KEYRING;
const LOCKED = 'locked';
/** What Chromium puts in front: the known password, and a key of the key store. */
const KNOWN = 'v10';
const STORED = 'v11';
const NONCE = 12;
const TAG = 16;

export const safeStorage = failLoudlyObject(
  {
    async isAsyncEncryptionAvailable(): Promise<boolean> {
      await app.whenReady();
      return KEY_STORE !== LOCKED;
    },
    async encryptStringAsync(text: string): Promise<Buffer> {
      await app.whenReady();
      const [version, key] = keyInUse();
      const nonce = randomBytes(NONCE);
      const cipher = createCipheriv('aes-256-gcm', key, nonce);
      return Buffer.concat([Buffer.from(version), nonce, cipher.update(text), cipher.final(), cipher.getAuthTag()]);
    },
    async decryptStringAsync(sealed: Buffer): Promise<{ result: string; shouldReEncrypt: boolean }> {
      await app.whenReady();
      const [version, key] = sealed.subarray(0, KNOWN.length).toString() === KNOWN ? knownKey() : keyInUse();
      if (sealed.subarray(0, version.length).toString() !== version) throw new Error('Error while decrypting');
      const bytes = sealed.subarray(version.length);
      const cipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, NONCE));
      cipher.setAuthTag(bytes.subarray(-TAG));
      const text = Buffer.concat([cipher.update(bytes.subarray(NONCE, -TAG)), cipher.final()]);
      return { result: text.toString(), shouldReEncrypt: version === KNOWN && KEY_STORE !== undefined };
    },
    getSelectedStorageBackend(): string {
      if (!app.isReady()) return 'unknown';
      return KEY_STORE === undefined ? 'basic_text' : 'gnome_libsecret';
    },
  },
  'SafeStorage',
  'safeStorage',
);

function knownKey(): [string, Buffer] {
  return [KNOWN, createHash('sha256').update('peanuts').digest()];
}

function keyInUse(): [string, Buffer] {
  if (KEY_STORE === undefined) return knownKey();
  if (KEY_STORE === LOCKED) throw new Error('safeStorage is temporarily unavailable');
  if (!existsSync(KEY_STORE)) writeFileSync(KEY_STORE, randomBytes(32), { mode: 0o600 });
  return [STORED, readFileSync(KEY_STORE)];
}
