import { expect, it } from 'vitest';
import type { Problem } from '../shared/error-codes.ts';
import { startWords } from './start-words.ts';

const detail = { path: '/home/mia/party' };

it.each([
  'folder_unusable',
  'store_locked',
  'store_broken',
  'store_failed',
  'store_newer',
  'disk_full',
  'vault_locked',
  'vault_damaged',
  'identity_damaged',
] as const)('says in the person’s language why the app can’t start: %s', (code) => {
  const problem: Problem = { code, text: 'in English, for a terminal', detail };
  const [english, chinese] = [startWords(problem, 'en'), startWords(problem, 'zh-CN')];
  for (const words of [english, chinese]) {
    expect(words).toContain(detail.path);
    expect(words).not.toBe(problem.text);
  }
  expect(chinese).toMatch(/[\u4e00-\u9fff]/);
  expect(english).not.toMatch(/[\u4e00-\u9fff]/);
});

it('says anything else as it was told', () => {
  expect(startWords({ code: 'internal', text: 'a defect' }, 'zh-CN')).toBe('a defect');
});
