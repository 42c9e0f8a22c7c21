import { describe, expect, it } from 'vitest';
import { findCircles } from './find-circles.ts';

describe('circles of files', () => {
  it('are found through whichever way of importing', () => {
    const sources = new Map([
      ['src/core/a.ts', `import './b.ts';`],
      ['src/core/b.ts', `import { c } from './c.ts';`],
      ['src/core/c.ts', `export { a } from './a.ts';`],
    ]);
    expect(findCircles(sources)).toEqual([
      'src/core/a.ts:1: imports itself through src/core/a.ts → src/core/b.ts → src/core/c.ts → src/core/a.ts',
    ]);
  });

  it.each([`import type { A } from './a.ts';`, `export type { A } from './a.ts';`, `type C = import('./a.ts').C;`])(
    'are found where types alone close them: %s',
    (source) => {
      const sources = new Map([
        ['bench/a.ts', `import './b.ts';`],
        ['bench/b.ts', source],
      ]);
      expect(findCircles(sources)).toEqual([
        'bench/a.ts:1: imports itself through bench/a.ts → bench/b.ts → bench/a.ts',
      ]);
    },
  );

  it('are none where two ways lead to one file', () => {
    const sources = new Map([
      ['a.ts', `import './b.ts'; import './c.ts';`],
      ['b.ts', `import './d.ts';`],
      ['c.ts', `import './d.ts';`],
      ['d.ts', ''],
    ]);
    expect(findCircles(sources)).toEqual([]);
  });
});
