import { expect, it } from 'vitest';
import { words } from './words.ts';

it('opens to the passphrase that was registered, on a thread of its own, and to no other', async () => {
  const secret = await words.do({ step: 'register', word: 'correct horse' });
  expect(secret).not.toContain('correct');
  const tries = ['correct horse', 'correct house'].map(async (word) => {
    const asked = await words.do({ step: 'ask', word });
    const begun = await words.do({ step: 'begin', secret, request: asked.request });
    const reply = begun?.reply ?? '';
    const guest = await words.do({ step: 'answer', word, state: asked.state, reply });
    const host = guest && (await words.do({ step: 'finish', state: begun?.state ?? '', last: guest.last }));
    return { guest: guest?.sessionKey, host };
  });
  const [right, wrong] = await Promise.all(tries);
  expect(right?.host).toMatch(/^[0-9a-f]{128}$/);
  expect(right?.host).toBe(right?.guest);
  expect(wrong).toEqual({ guest: undefined, host: undefined });
}, 30_000);

it('takes what is nothing of OPAQUE for a wrong passphrase', async () => {
  const secret = await words.do({ step: 'register', word: 'x' });
  expect(await words.do({ step: 'begin', secret, request: 'AAAA' })).toBeUndefined();
  expect(await words.do({ step: 'finish', state: 'AAAA', last: 'AAAA' })).toBeUndefined();
  expect(await words.do({ step: 'answer', word: 'x', state: 'AAAA', reply: 'AAAA' })).toBeUndefined();
}, 30_000);
