import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { limitOption, limitsOption } from './limit-options.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'partyline-limits-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

function fileOf(text: string): string {
  const path = join(folder, 'limits.json');
  writeFileSync(path, text);
  return path;
}

describe('a limit on the command line', () => {
  it('is a name and a number, and joins those before it', () => {
    expect(limitOption('members=5', { links: 7 })).toEqual({ links: 7, members: 5 });
  });

  it.each(['members', 'members=', 'members=0', 'members=-1', 'members=many', 'size=3', 'toString=3'])(
    'is refused when it is %s',
    (text) => {
      expect(() => limitOption(text, {})).toThrow();
    },
  );
});

describe('a file of limits', () => {
  it('holds some of them by name', () => {
    expect(limitsOption(fileOf('{"members": 50, "halfOpen": 10}'))).toEqual({ members: 50, halfOpen: 10 });
  });

  it.each(['', '[]', 'null', '7', '{"members": "50"}', '{"members": 0}', '{"size": 3}', '{"toString": 3}'])(
    'is refused when it is %j',
    (text) => {
      expect(() => limitsOption(fileOf(text))).toThrow();
    },
  );

  it('is refused when it is not there', () => {
    expect(() => limitsOption(join(folder, 'nowhere'))).toThrow(/can't be read/);
  });
});
