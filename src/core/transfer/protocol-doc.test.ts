import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { FILE_SIZE_MAX, PIECE_SIZE } from './constants.ts';
import { isFileRequest, parseFileReply, parseFileRequest } from './file-messages.ts';

const read = (path: string) => readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8');
const section = /\n## Files\n[\s\S]+?\n## /.exec(read('docs/protocol.md'))?.[0] ?? '';
const rows = [...section.matchAll(/^\| `(\w+)` \|/gm)].map(([, name]) => name ?? '');
const grouped = (number: number) => number.toLocaleString('en');

it('gives the sizes of pieces and files as they are', () => {
  expect(section).toContain(`at most ${grouped(FILE_SIZE_MAX)}`);
  expect(section).toContain(`the bytes from *i* × ${grouped(PIECE_SIZE)} on`);
});

it('lists exactly the types that the parsers know', () => {
  const [requests, replies] = section.split('### Requests on a file link')[1]?.split(/^\| `file` \|/m) ?? ['', ''];
  const types = (text = '') => [...text.matchAll(/^\| `(\w+)` \|/gm)].map(([, name]) => name ?? '');
  const asked = types(requests);
  const answered = ['file', ...types(replies)];
  for (const type of new Set([...rows, 'hello', 'future'])) {
    expect(isFileRequest(type), `a request ${type}`).toBe(asked.includes(type));
    expect(parseFileRequest({ type }) !== undefined, `a request ${type}`).toBe(asked.includes(type));
    const isReply = answered.includes(type) || type === 'error' || type === 'bye';
    expect(parseFileReply({ type }) !== undefined, `a reply ${type}`).toBe(isReply);
  }
});

it('shows the scripts as they are in their files, and so does the README', () => {
  for (const name of ['offer.py', 'fetch.py']) {
    const script = read(`docs/examples/${name}`);
    expect(section).toContain(script.trimEnd());
    expect(read('README.md')).toContain(script.trimEnd());
  }
});
