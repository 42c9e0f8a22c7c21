import { expect, test } from 'vitest';
import { Defects } from '../../core/defects.ts';
import { containedHashing } from './contained-hashing.ts';

test('what is thrown over an answer of the thread is told, and ends nothing', async () => {
  const told = Promise.withResolvers<string>();
  const hashing = containedHashing(new Defects(told.resolve));
  hashing.digest(new Uint8Array(100_000), () => {
    throw new Error('a defect');
  });
  expect(await told.promise).toContain('a defect');
  const digest = await new Promise<Uint8Array>((resolve) => hashing.digest(new Uint8Array(100_000), resolve));
  expect(digest).toHaveLength(32);
});

test('what is thrown over an answer that is there at once is whoever asked’s', () => {
  const hashing = containedHashing(new Defects(() => {}));
  const ask = () =>
    hashing.digest(new Uint8Array(1), () => {
      throw new Error('a defect');
    });
  expect(ask).toThrow('a defect');
});
