import { describe, expect, it } from 'vitest';
import { splitName, visibleName } from './file-name.ts';

describe('a file’s name in the window', () => {
  it('shows what would reorder or hide its characters', () => {
    expect(visibleName('photo\u202egpj.exe')).toBe('photo\ufffdgpj.exe');
    expect(visibleName('a\u200bb\nc')).toBe('a\ufffdb\ufffdc');
  });

  it('keeps emoji of several characters and Chinese as they are', () => {
    expect(visibleName('家 👨‍👩‍👧 🇩🇪.jpg')).toBe('家 👨‍👩‍👧 🇩🇪.jpg');
  });

  it('keeps its ending in sight', () => {
    expect(splitName('a very long name of a report.docx')).toEqual({
      head: 'a very long name of a re',
      tail: 'port.docx',
    });
    expect(splitName('去年夏天在海边的一家人👨‍👩‍👧.png')).toEqual({
      head: '去年夏天在海边的',
      tail: '一家人👨‍👩‍👧.png',
    });
  });

  it('leaves a short one whole', () => {
    expect(splitName('.gitignore')).toEqual({ head: '.gitignore', tail: '' });
    expect(splitName('家👨‍👩‍👧.png')).toEqual({ head: '家👨‍👩‍👧.png', tail: '' });
  });

  it('takes no long last word for an ending, and no dot at the beginning', () => {
    expect(splitName('notes.from a long talk')).toEqual({ head: 'notes.from a long ', tail: 'talk' });
    expect(splitName('.configurationfile')).toEqual({ head: '.configuration', tail: 'file' });
  });
});
