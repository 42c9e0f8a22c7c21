import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { RawClient } from '../support/raw-client.ts';
import { openRoom } from '../support/rooms.ts';
import { atEnd, releaseEverything, temporaryFolder } from '../support/scope.ts';
import { until, within } from '../support/until.ts';

releaseEverything();

const ROOT = join(import.meta.dirname, '..', '..');
const EXAMPLE = join(ROOT, 'docs', 'examples', 'talk.py');
const PEERS = join(import.meta.dirname, '..', 'support', 'peers');
const PYTHON = ['python3', 'python'].find((name) => /Python 3/.test(String(spawnSync(name, ['--version']).stdout)));
if (PYTHON === undefined) console.warn('NOT TESTED HERE: Python peers, for this machine has no Python 3.');

class PythonPeer {
  readonly child: ChildProcess;
  output = '';
  errors = '';
  readonly exited: Promise<number | null>;

  constructor(script: string, ...parameters: readonly string[]) {
    this.child = spawn(PYTHON ?? '', [script, ...parameters], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, PYTHONIOENCODING: 'utf-8' },
    });
    this.child.stdout?.on('data', (chunk) => {
      this.output += chunk;
    });
    this.child.stderr?.on('data', (chunk) => {
      this.errors += chunk;
    });
    this.exited = new Promise((resolve) => this.child.once('close', resolve));
    atEnd(async () => {
      this.child.kill('SIGKILL');
      await this.exited;
    });
  }

  ends(): Promise<number | null> {
    return within(this.exited, () => `the script ends; ${this.output} ${this.errors}`);
  }
}

function startPeer(name: string, port: number): PythonPeer {
  return new PythonPeer(join(PEERS, name), String(port));
}

describe.runIf(PYTHON)('a script in Python', () => {
  test('of the README joins, talks, and prints what others say', async () => {
    const host = await openRoom();
    const { port } = host.listening;
    const other = await RawClient.join(port, 'Other');
    // The script as it is, but for the port, which the room has to itself here.
    const script = join(temporaryFolder(), 'talk.py');
    writeFileSync(script, readFileSync(EXAMPLE, 'utf8').replace('8888', String(port)));
    const python = new PythonPeer(script);
    await other.heard('Hello from Python!');
    await other.sayAccepted('1', 'Hello Monty, 你好 😀');
    await until(
      () => python.output.includes('Other: Hello Monty, 你好 😀'),
      () => `Python prints it: ${python.output} ${python.errors}`,
    );
    expect(python.output).toContain('Monty: Hello from Python!');
    expect(host.members().map(({ nick }) => nick)).toEqual(['Other', 'Monty']);
    await host.close();
    expect([await python.ends(), python.errors]).toEqual([0, '']);
  });

  test('that crashes with half a frame sent disturbs nobody, and what was accepted stays', async () => {
    const host = await openRoom({ limits: { graceMs: 100 } });
    const { port } = host.listening;
    const other = await RawClient.join(port, 'Other');
    await startPeer('crash.py', port).ends();
    await other.heard('I am about to crash');
    const left = await other.find(({ kind, nick }) => kind === 'left' && nick === 'Crasher', 'it left');
    expect(left.text).toBe('link_lost');
    await other.sayAccepted('1', 'we go on');
  });

  test('that sends one byte at a time is understood', async () => {
    const host = await openRoom();
    const { port } = host.listening;
    const other = await RawClient.join(port, 'Other');
    const python = startPeer('dribble.py', port);
    await other.heard('drop by drop ✓');
    expect([await python.ends(), python.output.trim(), python.errors]).toEqual([0, 'the host closed', '']);
  });

  test('that ends its side and reads to the end gets its answers first', async () => {
    const host = await openRoom();
    const python = startPeer('half_close.py', host.listening.port);
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
    const python = startPeer('many.py', host.listening.port);
    expect([await python.ends(), python.output.trim(), python.errors]).toEqual([0, 'all heard the same', '']);
    await until(() => host.members().length === 0, 'all took leave');
  });
});

test('the README shows the very script that is tested here', () => {
  const readme = join(ROOT, 'README.md');
  const blocks = existsSync(readme) ? [...readFileSync(readme, 'utf8').matchAll(/```python\n([\s\S]*?)```/g)] : [];
  if (blocks.length === 0) {
    console.warn('NOT TESTED YET: the README has no block of Python.');
    return;
  }
  expect(blocks.map(([, code]) => code)).toContain(readFileSync(EXAMPLE, 'utf8'));
});
