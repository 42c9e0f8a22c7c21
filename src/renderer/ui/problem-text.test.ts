import { describe, expect, it } from 'vitest';
import en from '../locales/en.json' with { type: 'json' };
import { problemKey } from './problem-text.ts';

describe('the sentence for a problem', () => {
  it('is found by the code', () => {
    expect(problemKey({ code: 'refused', text: '' })).toBe('problem.refused');
  });

  it('speaks of this computer’s own disk when the problem names a file here', () => {
    expect(problemKey({ code: 'disk_full', text: '', detail: { path: 'room.db' } })).toBe('problemHere.disk_full');
    expect(problemKey({ code: 'disk_full', text: '' })).toBe('problem.disk_full');
  });

  it('knows every problem of this computer’s own files', () => {
    for (const code of Object.keys(en.problemHere) as (keyof typeof en.problemHere)[]) {
      expect(problemKey({ code, text: '', detail: { path: 'room.db' } })).toBe(`problemHere.${code}`);
    }
  });
});
