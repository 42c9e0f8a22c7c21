import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const STORAGE =
  /\b(localStorage|sessionStorage|indexedDB|cookieStore|caches\.open|showSaveFilePicker)\b|document\.cookie/;

it('the window keeps nothing on the disk by itself: what is forgotten or encrypted there would stay as it was', () => {
  const folder = import.meta.dirname;
  const sources = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
    /(?<!\.test)\.tsx?$/.test(name),
  );
  expect(sources.length).toBeGreaterThan(100);
  const keeping = sources.filter((name) => STORAGE.test(readFileSync(join(folder, name), 'utf8')));
  expect(keeping).toEqual([]);
});
