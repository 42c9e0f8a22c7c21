import { join } from 'node:path';
import type { ElectronApplication } from '@playwright/test';
import { electronExecutable } from '../executable.ts';
import { expect, test } from './fixtures.ts';

/** Seals a text, in hex. */
function sealed(app: ElectronApplication, text: string): Promise<string> {
  return app.evaluate(async ({ safeStorage }, words) => {
    return (await safeStorage.encryptStringAsync(words)).toString('hex');
  }, text);
}

test('what was sealed can be opened again, and is other bytes each time', async ({ app }) => {
  expect(await app.evaluate(({ safeStorage }) => safeStorage.isAsyncEncryptionAvailable())).toBe(true);
  const first = await sealed(app, 'grüezi 你好');
  expect(await sealed(app, 'grüezi 你好')).not.toBe(first);
  const text = await app.evaluate(
    async ({ safeStorage }, hex) => (await safeStorage.decryptStringAsync(Buffer.from(hex, 'hex'))).result,
    first,
  );
  expect(text).toBe('grüezi 你好');
});

test('what was changed is not opened', async ({ app }) => {
  const hex = await sealed(app, 'a secret');
  const changed = `${hex.slice(0, -2)}${hex.endsWith('00') ? '01' : '00'}`;
  const outcome = await app.evaluate(
    ({ safeStorage }, bytes) =>
      safeStorage.decryptStringAsync(Buffer.from(bytes, 'hex')).then(
        () => 'opened',
        () => 'refused',
      ),
    changed,
  );
  expect(outcome).toBe('refused');
});

// What only the stand-in has: a key store that is a file.
if (electronExecutable().kind === 'stand-in') {
  test('without a key store a password that everybody knows seals, and says so', async ({ app }) => {
    const backend = await app.evaluate(({ safeStorage }) => safeStorage.getSelectedStorageBackend());
    const start = Buffer.from(await sealed(app, 'a secret'), 'hex')
      .subarray(0, 3)
      .toString();
    expect([backend, start]).toEqual(['basic_text', 'v10']);
  });

  test('a key store of its own outlives the app', async ({ launch, folder }) => {
    const env = { ELECTRON_STANDIN_KEYRING: join(folder, 'keyring') };
    const first = await launch({ env });
    const hex = await sealed(first, 'a secret');
    await first.close();
    const second = await launch({ env });
    const opened = await second.evaluate(
      async ({ safeStorage }, bytes) => [
        safeStorage.getSelectedStorageBackend(),
        await safeStorage.decryptStringAsync(Buffer.from(bytes, 'hex')),
      ],
      hex,
    );
    expect(opened).toEqual(['gnome_libsecret', { result: 'a secret', shouldReEncrypt: false }]);
  });
}
