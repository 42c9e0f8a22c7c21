import { expect, it } from 'vitest';
import type { RoomEvent } from '../shared/models.ts';
import { WantedFile } from './wanted-file.ts';

function file(seq: number, nick: string, { id = `id-${seq}`, name = 'a.pdf', content = nick } = {}): RoomEvent {
  const hash = Buffer.from(content).toString('hex').padEnd(64, '0');
  const info = { name, size: 10, hash, pieces: hash, type: '' };
  return { seq, at: 0, kind: 'file', id, from: `m-${nick}`, nick, text: name, file: info };
}

function find(wanted: string, ...events: RoomEvent[]) {
  const search = new WantedFile(wanted);
  search.look(events);
  return search.found();
}

it('is the one of a number or a hash, whatever others are called', () => {
  const [ada, eve] = [file(3, 'Ada'), file(7, 'Eve', { id: '3', name: '3' })];
  expect(find('3', ada, eve)).toBe(ada);
  expect(find(ada.file?.hash ?? '', ada, file(8, 'Eve', { name: ada.file?.hash ?? '' }))).toBe(ada);
});

it('is the one of a name or an id that nobody else uses, the newest of one content', () => {
  const events = [file(3, 'Ada', { name: 'b.pdf' }), file(4, 'Ada'), file(5, 'Ada')] as const;
  expect(find('b.pdf', ...events)).toBe(events[0]);
  expect(find('id-3', ...events)).toBe(events[0]);
  expect(find('a.pdf', ...events)).toBe(events[2]);
});

it('is never a stranger’s file that goes by the id of another: all are named', () => {
  const [ada, eve] = [file(3, 'Ada', { id: 'x' }), file(7, 'Eve', { id: 'x' })];
  for (const events of [
    [ada, eve],
    [eve, ada],
  ]) {
    const found = find('x', ...events);
    expect(found).toMatchObject({ code: 'file_ambiguous' });
    expect(found.text).toMatch(/3 \(a\.pdf, 10 bytes, by Ada\)/);
    expect(found.text).toMatch(/7 \(a\.pdf, 10 bytes, by Eve\)/);
  }
});

it('is none where nothing is called so, nor a message with these words', () => {
  expect(find('9', file(3, 'Ada'))).toMatchObject({ code: 'file_gone' });
  const { file: _, ...message } = { ...file(4, 'Ada'), kind: 'message' };
  expect(find('a.pdf', message)).toMatchObject({ code: 'file_gone' });
});
