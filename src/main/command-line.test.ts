import { describe, expect, it } from 'vitest';
import { NO_REQUEST, parseCommandLine } from './command-line.ts';

/** What the arguments ask for, beside nothing. */
function asked(...args: string[]): unknown {
  const result = parseCommandLine(args);
  if (!result.ok) throw new Error(result.problem.text);
  return Object.fromEntries(
    Object.entries(result.value).filter(([key, value]) => value !== NO_REQUEST[key as keyof typeof NO_REQUEST]),
  );
}

describe('parseCommandLine', () => {
  it('asks for nothing when nothing is given', () => {
    expect(parseCommandLine([])).toEqual({ ok: true, value: NO_REQUEST });
  });

  it.each([
    [['--host'], { host: true }],
    [['--host', '--port', '9000', '--name', 'Lab 3'], { host: true, port: 9000, name: 'Lab 3' }],
    [['--host', '--port=0', '--name=Lab=3'], { host: true, port: 0, name: 'Lab=3' }],
    [['--join', 'Lab.local'], { join: 'Lab.local:8888' }],
    [['--join=[fe80::1%eth0]:9000'], { join: '[fe80::1%eth0]:9000' }],
    [['--join', 'partyline://10.0.0.1:9000'], { join: '10.0.0.1:9000' }],
    [['--nick', 'Ada', '--user-data-dir', '/tmp/a b'], { nick: 'Ada', userDataDir: '/tmp/a b' }],
    [['--hidden'], { hidden: true }],
    [['--nick=李雷'], { nick: '李雷' }],
    [['.', 'partyline://10.0.0.1'], { link: '10.0.0.1:8888' }],
    [['PARTYLINE://lab:9000/'], { link: 'lab:9000' }],
  ])('reads %j', (args, expected) => {
    expect(asked(...args)).toEqual(expected);
  });

  it('passes over what belongs to Electron and Chromium', () => {
    const foreign = [
      '.',
      '--inspect=0',
      '--remote-debugging-port=0',
      '--no-sandbox',
      '-r',
      './loader.cjs',
      '--allow-x',
    ];
    expect(asked(...foreign, '--host')).toEqual({ host: true });
  });

  it('takes a value that begins with one dash', () => {
    expect(asked('--nick', '-Ada-')).toEqual({ nick: '-Ada-' });
  });

  it('forgets a link that names no room', () => {
    expect(asked('partyline://')).toEqual({});
  });

  it.each([
    [['--port', 'banana'], '--port banana: a port is a number from 0 to 65535'],
    [['--port=65536'], '--port 65536'],
    [['--port=-1'], '--port -1'],
    [['--join', 'a b'], '--join a b: "a b" is no address of a room'],
    [['--join', 'lab:0'], '--join lab:0: "0" is no port'],
    [['--nick'], '--nick needs a value'],
    [['--nick='], '--nick needs a value'],
    [['--name', '--host'], '--name needs a value'],
    [['--host', '--join', 'lab'], '--host and --join exclude each other'],
  ])('refuses %j in words', (args, sentence) => {
    const result = parseCommandLine(args);
    expect(result.ok ? '' : result.problem.text).toContain(sentence);
  });
});
