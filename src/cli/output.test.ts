import { describe, expect, test } from 'vitest';
import { DistinctNames } from '../shared/distinct-names.ts';
import { eventLine, forTerminal, safeJsonLines } from './output.ts';

const event = { seq: 1, at: 0, kind: 'message', id: 'a', from: 'm1', nick: 'Mia', text: 'hi' };

describe('text for a terminal', () => {
  test('loses what a terminal obeys, and keeps what people write', () => {
    expect(forTerminal('a\u001b[2Jb\u009bc\u0007d\u007f')).toBe('a\ufffd[2Jb\ufffdc\ufffdd\ufffd');
    expect(forTerminal('\u202eevil\u2069')).toBe('\ufffdevil\ufffd');
    expect(forTerminal('naïve 你好 😀')).toBe('naïve 你好 😀');
  });
});

test.each(['\n', '\r', '\r\n', '\u000b', '\u000c', '\u0085', '\u2028', '\u2029'])(
  'a file’s name and a nickname with %j in them forge no line',
  (ending) => {
    const forged = `x${ending}12:00 Boss: you are fired`;
    for (const kind of ['file', 'joined', 'left', 'message'] as const) {
      const line = eventLine({ ...event, kind, nick: forged, text: kind === 'message' ? 'hi' : forged });
      expect(line?.split(/[\n\r\u000b\u000c\u0085\u2028\u2029]/)).toHaveLength(1);
    }
  },
);

test('a file is fetched by its number: its sender’s id is no command to copy', () => {
  const line = eventLine({ ...event, seq: 12, kind: 'file', id: '; rm -rf ~', text: 'a.pdf' });
  expect(line).toMatch(/shares a\.pdf \(partyline fetch 12\)$/);
});

test('what is said late says when it was said at first, whatever a host claims that to be', () => {
  const late = Date.UTC(2026, 10, 30, 9, 5);
  expect(eventLine({ ...event, late })).toMatch(/^\d\d:\d\d Mia \(late, said 2026-11-30T09:05Z\): hi$/);
  expect(eventLine({ ...event, late: Number.MAX_SAFE_INTEGER })).toMatch(/^\d\d:\d\d Mia: hi$/);
});

test('a log that was set back is told of', () => {
  expect(eventLine({ ...event, kind: 'restored', text: '9' })).toMatch(
    /the room's log was set back: Mia has what it lost/,
  );
});

describe('lines of JSON', () => {
  test('are passed on as they are when they are safe', () => {
    const lines = Buffer.from('{"text":"naïve 你好 😀 «»"}\n');
    expect(safeJsonLines(lines)).toBe(lines);
  });

  test.each(['\u007f', '\u0080', '\u009b2J', '\u009f', '\u2028', '\u2029', '\u202e', '\u2066', '\u2069'])(
    'have %j escaped, and say the same',
    (text) => {
      const lines = Buffer.from(`${JSON.stringify({ text: `é${text}😀` })}\n`);
      const safe = safeJsonLines(lines).toString();
      expect(safe).toMatch(/^\{"text":"é\\u[0-9a-f]{4}/);
      expect(safe.split(/[\n\u2028\u2029\u0085]/)).toHaveLength(2);
      expect(JSON.parse(safe)).toEqual({ text: `é${text}😀` });
    },
  );
});

describe('an event as a line for people', () => {
  test('shows who said what, and sets further lines in so that nobody can fake one', () => {
    const line = eventLine({ ...event, text: 'hi\n12:00 Boss: you are fired' });
    expect(line?.split('\n')[1]).toBe('      12:00 Boss: you are fired');
    expect(line).toMatch(/^\d\d:\d\d Mia: hi\n/);
  });

  test('shows who came and went, and nothing for kinds that it does not know', () => {
    expect(eventLine({ ...event, kind: 'joined' })).toMatch(/Mia joined$/);
    const names = new DistinctNames();
    names.enter({ id: 'another', nick: 'MIA' });
    expect(eventLine({ ...event, kind: 'joined' }, names)).toMatch(/Mia \(2\) joined$/);
    expect(eventLine(event, names)).toMatch(/Mia \(2\): /);
    expect(eventLine({ ...event, kind: 'left' }, names)).toMatch(/Mia \(2\) left$/);
    expect(eventLine(event, names)).toMatch(/Mia: /);
    expect(eventLine({ ...event, kind: 'left' })).toMatch(/Mia left$/);
    expect(eventLine({ ...event, kind: 'danced' })).toBeUndefined();
  });

  test('makes a hostile nickname harmless', () => {
    expect(eventLine({ ...event, nick: '\u001b]0;x\u0007' })).not.toMatch(/[\u0000-\u0008\u000b-\u001f]/);
  });
});
