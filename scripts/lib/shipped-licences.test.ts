import { join } from 'node:path';
import { expect, it } from 'vitest';
import { licencesSchema } from '../../src/shared/help/licences.ts';
import { allLicences } from './shipped-licences.ts';

const ROOT = join(import.meta.dirname, '..', '..');

it('lists what is shipped beside the window with its licence’s text, and nothing that is for developing', () => {
  const licences = licencesSchema.parse(allLicences(ROOT, []));
  const names = licences.map(({ name }) => name);
  expect(names).toEqual(expect.arrayContaining(['commander', 'Electron', 'zod']));
  for (const developing of ['vitest', 'typescript', 'vite', 'react']) expect(names).not.toContain(developing);
  for (const { name, identifier, text } of licences) {
    expect(identifier, name).not.toBe('');
    expect(text.length, name).toBeGreaterThan(100);
  }
});

it('adds them to the window’s own, each once, by name', () => {
  const zod = allLicences(ROOT, []).find(({ name }) => name === 'zod');
  const bundled = [{ name: 'react', version: '19.3.1', identifier: 'MIT' }, ...(zod ? [zod] : [])];
  const licences = allLicences(ROOT, bundled);
  expect(licences.filter(({ name }) => name === 'zod')).toHaveLength(1);
  expect(licences).toContainEqual({ name: 'react', version: '19.3.1', identifier: 'MIT', text: '' });
  const names = licences.map(({ name }) => name.toLowerCase());
  expect(names).toEqual(names.toSorted((one, other) => one.localeCompare(other, 'en')));
});
