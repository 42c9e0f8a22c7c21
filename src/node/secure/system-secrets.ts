/**
 * What the system's key store does for us: Electron's `safeStorage` by its asynchronous calls (the others go with
 * Electron 46). The command line has none.
 */
export interface SystemSecrets {
  isAsyncEncryptionAvailable(): Promise<boolean>;
  encryptStringAsync(text: string): Promise<Buffer>;
  decryptStringAsync(sealed: Buffer): Promise<{ readonly result: string; readonly shouldReEncrypt: boolean }>;
  /** Linux alone has several key stores, or none. */
  getSelectedStorageBackend?(): string;
}

/** What Chromium's encryption puts in front where the password is one that everybody knows. */
const KNOWN_PASSWORD = 'v10';

/**
 * Whether what is sealed there is really safe. On Linux without a key store Electron encrypts all the same, with a
 * password that is in its source: it says `basic_text` then, or, where only the asynchronous calls found no key store,
 * what is sealed begins with `v10`.
 */
export async function keepsSecrets(secrets: SystemSecrets, platform: NodeJS.Platform): Promise<boolean> {
  try {
    if (!(await secrets.isAsyncEncryptionAvailable())) return false;
    if (platform !== 'linux') return true;
    if (secrets.getSelectedStorageBackend?.() === 'basic_text') return false;
    const sealed = await secrets.encryptStringAsync('partyline');
    return sealed.subarray(0, KNOWN_PASSWORD.length).toString('latin1') !== KNOWN_PASSWORD;
  } catch {
    // A key store that is asked for nothing yet and fails already would fail later too.
    return false;
  }
}
