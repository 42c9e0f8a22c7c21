import { expect, it } from 'vitest';
import { mediaType } from '../../../shared/files/file-kind.ts';
import { fileKind } from './file-kinds.ts';

const kindOf = (name: string) => fileKind({ name, type: mediaType(name) });

it('says of usual files what they are to a person', () => {
  const kinds = ['a.png', 'a.mp4', 'a.flac', 'a.zip', 'a.xlsx', 'a.csv', 'a.pptx', 'a.docx', 'a.pdf', 'a.json', 'a'];
  expect(kinds.map(kindOf)).toEqual([
    ...['picture', 'video', 'audio', 'archive', 'sheet', 'sheet', 'slides', 'document', 'document', 'code', 'other'],
  ]);
});

it('takes everything for a program that some system runs', () => {
  expect(['setup.exe', 'run.sh', 'a.py', 'photo.jpg.scr'].map(kindOf)).toEqual(Array(4).fill('program'));
});

it('takes a folder for a folder whatever it is called', () => {
  expect(fileKind({ name: 'x.exe', type: '', folder: { files: 1, bytes: 1 } })).toBe('folder');
});
