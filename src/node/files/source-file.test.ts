import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { hashing } from './hashing.ts';
import { SourceFile } from './source-file.ts';

it('says nothing of a file any more when its hashing is ended at the last moment', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'partyline-source-'));
  const path = join(folder, 'a.bin');
  writeFileSync(path, new Uint8Array(2_000_000));
  const source = SourceFile.open(path, false) as SourceFile;
  const ending = new AbortController();
  const told: unknown[] = [];
  await new Promise<void>((resolve) => {
    const progress = (bytes: number) => {
      if (bytes < source.size) return;
      // All is hashed, and the digest is on its way.
      queueMicrotask(() => {
        ending.abort();
        // The thread answers in order.
        const later = hashing.startWhole();
        later.add(new Uint8Array(100_000), () => later.digest(() => resolve()));
      });
    };
    source.hash(ending.signal, progress, (content) => told.push(content));
  });
  expect(told).toEqual([]);
  rmSync(folder, { recursive: true });
});
