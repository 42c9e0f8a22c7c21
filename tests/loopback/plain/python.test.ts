import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { fileMember, isSame, randomFile } from '../../support/files/file-members.ts';
import { PeerProcess } from '../../support/programs/peer-process.ts';
import { findPython } from '../../support/programs/programs.ts';
import { RawClient } from '../../support/programs/raw-client.ts';
import { temporaryFolder } from '../../support/releases.ts';
import { openRoom } from '../../support/rooms/rooms.ts';
import { releaseEverything } from '../../support/scope.ts';
import { until } from '../../support/until.ts';

releaseEverything();

const ROOT = join(import.meta.dirname, '..', '..', '..');
const EXAMPLE = join(ROOT, 'docs', 'examples', 'talk.py');

describe.runIf(findPython())('a script in Python', () => {
  test('of the README joins, talks, and prints what others say', async () => {
    const host = await openRoom();
    const { port } = host.listening;
    const other = await RawClient.join(port, 'Other');
    // The script as it is, but for the port, which the room has to itself here.
    const script = join(temporaryFolder(), 'talk.py');
    writeFileSync(script, readFileSync(EXAMPLE, 'utf8').replace('8888', String(port)));
    const python = PeerProcess.python(script);
    await other.heard('Hello from Python!');
    await other.sayAccepted('1', 'Hello Monty, 你好 😀');
    await python.prints('Other: Hello Monty, 你好 😀');
    expect(python.output).toContain('Monty: Hello from Python!');
    expect(host.members().map(({ nick }) => nick)).toEqual(['Other', 'Monty']);
    await host.close();
    expect([await python.ends(), python.errors]).toEqual([0, '']);
  });

  test('of fifteen lines offers a file, and one of twenty-five fetches it', async () => {
    const host = await openRoom();
    const { port } = host.listening;
    const [scripts, from, to] = [temporaryFolder(), temporaryFolder(), temporaryFolder()];
    const script = (name: string, most: number) => {
      const text = readFileSync(join(ROOT, 'docs', 'examples', name), 'utf8');
      expect(text.trimEnd().split('\n').length).toBeLessThanOrEqual(most);
      writeFileSync(join(scripts, name), text.replaceAll('8888', String(port)));
      return join(scripts, name);
    };
    const file = randomFile('图片 😀.bin', 3_456_789, from);
    const offer = PeerProcess.python(script('offer.py', 15), file);
    expect([await offer.ends(), offer.errors]).toEqual([0, '']);
    expect(JSON.parse(offer.output)).toMatchObject({ type: 'accepted', seq: 1 });
    const fetch = PeerProcess.pythonIn(to, script('fetch.py', 25));
    expect([await fetch.ends(), fetch.output, fetch.errors]).toEqual([0, '图片 😀.bin is whole\n', '']);
    expect(isSame(file, join(to, '图片 😀.bin'))).toBe(true);
    // The app understands the script's offer as well.
    const member = await fileMember(port, 'App');
    expect(isSame(file, (await member.fetch('图片 😀.bin')).path)).toBe(true);
  });

  test('that crashes with half a frame sent disturbs nobody, and what was accepted stays', async () => {
    const host = await openRoom({ limits: { graceMs: 100 } });
    const { port } = host.listening;
    const other = await RawClient.join(port, 'Other');
    await PeerProcess.python('crash.py', port).ends();
    await other.heard('I am about to crash');
    const left = await other.find(({ kind, nick }) => kind === 'left' && nick === 'Crasher', 'it left');
    expect(left.text).toBe('link_lost');
    await other.sayAccepted('1', 'we go on');
  });

  test('that sends one byte at a time is understood', async () => {
    const host = await openRoom();
    const { port } = host.listening;
    const other = await RawClient.join(port, 'Other');
    const python = PeerProcess.python('dribble.py', port);
    await other.heard('drop by drop ✓');
    expect([await python.ends(), python.output.trim(), python.errors]).toEqual([0, 'the host closed', '']);
  });

  test('that ends its side and reads to the end gets its answers first', async () => {
    const host = await openRoom();
    const python = PeerProcess.python('half_close.py', host.listening.port);
    expect([await python.ends(), python.errors]).toEqual([0, '']);
    const frames = python.output
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(frames.map(({ type }) => type)).toContain('welcome');
    expect(frames.filter(({ type }) => type === 'accepted').map(({ id }) => id)).toEqual(['1', '2']);
    expect(frames.filter(({ kind }) => kind === 'message').map(({ text }) => text)).toEqual(['one', 'two']);
  });

  test('with thirty threads is thirty members who hear the same', async () => {
    const host = await openRoom();
    const python = PeerProcess.python('many.py', host.listening.port);
    expect([await python.ends(), python.output.trim(), python.errors]).toEqual([0, 'all heard the same', '']);
    await until(() => host.members().length === 0, 'all took leave');
  });
});

test('the README shows the very scripts that are tested', () => {
  const blocks = [...readFileSync(join(ROOT, 'README.md'), 'utf8').matchAll(/```python\n([\s\S]*?)```/g)];
  const examples = ['talk.py', 'offer.py', 'fetch.py', 'plain.py'].map((name) => join(ROOT, 'docs', 'examples', name));
  expect(blocks.map(([, code]) => code)).toEqual(examples.map((path) => readFileSync(path, 'utf8')));
});
