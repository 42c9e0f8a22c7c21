import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { dialogue, dialogueInHex, hex, PracticeProcess } from '../../support/practice.ts';
import { PeerProcess } from '../../support/programs/peer-process.ts';
import { findNetcat, findPython } from '../../support/programs/programs.ts';
import { temporaryFolder } from '../../support/releases.ts';
import { releaseEverything } from '../../support/scope.ts';
import { until } from '../../support/until.ts';

releaseEverything();

const TRANSPORTS = ['tcp', 'udp'] as const;

/** `乤a你a` in GBK, and the same with the ASCII letters in upper case; 61 is the second half of 乤. */
const GBK = '816161c4e361';
const GBK_UPPER = '816141c4e341';

function start(habit: string, transport: 'tcp' | 'udp', ...more: readonly string[]): Promise<PracticeProcess> {
  return PracticeProcess.start(habit, ...(transport === 'udp' ? ['--udp'] : []), ...more);
}

function netcat(transport: 'tcp' | 'udp', port: number, ...more: readonly string[]): PeerProcess {
  return PeerProcess.netcat(...(transport === 'udp' ? ['-u'] : []), ...more, '127.0.0.1', port);
}

describe.runIf(findPython())('a script in Python', () => {
  describe.each(TRANSPORTS)('over %s', (transport) => {
    test('gets its bytes back from echo', async () => {
      const { port } = await start('echo', transport);
      const steps = [`send:${hex('你好\r\n')}`, 'recv', 'send:00ff80', 'recv', `send:${GBK}`, 'recv'];
      expect(await dialogueInHex(transport, port, ...steps)).toEqual([hex('你好\r\n'), '00ff80', GBK]);
    });

    test('gets capitals from upper, and Chinese as it was in either encoding', async () => {
      const { port } = await start('upper', transport);
      const steps = [`send:${hex('hello 你a')}`, 'recv', `send:${GBK}`, 'recv'];
      expect(await dialogueInHex(transport, port, ...steps)).toEqual([hex('HELLO 你A'), GBK_UPPER]);
    });

    test('gets data: in front from prefix', async () => {
      const { port } = await start('prefix', transport);
      expect(await dialogue(transport, port, `send:${hex('hi')}`, 'recv', `send:${hex('你')}`, 'recv')).toEqual([
        'data:hi',
        'data:你',
      ]);
    });

    test('gets hello from hello, whatever it says', async () => {
      const { port } = await start('hello', transport);
      expect(await dialogue(transport, port, 'send:00', 'recv', `send:${hex('x')}`, 'recv')).toEqual([
        'hello',
        'hello',
      ]);
    });

    test('is written down by log, and gets a farewell for exit', async () => {
      const process = await start('log', transport);
      const said = await dialogue(transport, process.port, `send:${hex('one\n')}`, `send:${hex('exit')}`, 'recv');
      expect(said).toEqual(['您断开了连接.']);
      expect(
        process
          .chunks('in')
          .map(({ text }) => text)
          .join(' '),
      ).toMatch(/^one\n ?exit$/);
      expect(process.chunks('out').map(({ text }) => text)).toEqual(['您断开了连接.']);
    });

    test('talks with a person, who is too busy at first and says 拜拜 in the end', async () => {
      const process = await start('talk', transport);
      const steps = ['a', 'b', 'c'].flatMap((text) => [`send:${hex(text)}`, 'recv']);
      const heard = dialogue(transport, process.port, ...steps);
      const answers = { a: '你好', b: '', c: '拜拜' };
      for (const [said, answer] of Object.entries(answers)) {
        await process.findObject(({ text, direction }) => direction === 'in' && text === said, `it heard ${said}`);
        process.type(answer);
      }
      expect(await heard).toEqual(['你好', '太忙', '拜拜']);
      await process.findObject(({ event, by }) => event === 'closed' && by === 'here', 'the conversation is over');
    });

    test('ends a conversation with 拜拜 itself', async () => {
      const process = await start('talk', transport);
      await dialogue(transport, process.port, `send:${hex('拜拜')}`);
      await process.findObject(({ event }) => event === 'closed', 'the conversation is over');
      expect(process.chunks('out')).toEqual([]);
    });
  });

  test('gets datagrams that are empty', async () => {
    const [echo, prefix] = await Promise.all([start('echo', 'udp'), start('prefix', 'udp')]);
    expect(await dialogue('udp', echo.port, 'send:', 'recv')).toEqual(['']);
    expect(await dialogue('udp', prefix.port, 'send:', 'recv')).toEqual(['data:']);
    expect(echo.chunks('in')).toMatchObject([{ event: 'datagram', bytes: 0, hex: '' }]);
  });

  test('gets a close behind the farewell of log, and then the next client is served', async () => {
    const process = await start('log', 'tcp');
    const first = netcat('tcp', process.port);
    first.write('first\n');
    await process.findObject(({ text }) => text === 'first\n', 'the first is read');
    const second = PeerProcess.python('dialogue.py', 'tcp', process.port, `send:${hex('exit')}`, 'rest');
    await process.findObject(({ event, connection }) => event === 'connected' && connection === 2, 'it connects');
    first.write('still me\n');
    await process.findObject(({ text }) => text === 'still me\n', 'the first is still served');
    expect(process.chunks('in').every(({ text }) => text !== 'exit')).toBe(true);
    first.write('exit\n');
    expect([await second.ends(), second.output.trim()]).toEqual([0, hex('您断开了连接.')]);
    await first.prints('您断开了连接.');
  });

  test('is greeted first by greet, answered once, and left', async () => {
    const { port } = await start('greet', 'tcp');
    expect(await dialogue('tcp', port, 'recv', `send:${hex('hi')}`, 'rest')).toEqual(['zaima', 'gun']);
  });

  test('sees that hello, big and pig arrive as one, or in pieces of the size asked for', async () => {
    const [whole, ten] = await Promise.all([start('sticky', 'tcp'), start('sticky', 'tcp', '--size', '10')]);
    const steps = ['hello', 'big', 'pig'].map((word) => `send:${hex(word)}`);
    await Promise.all([dialogue('tcp', whole.port, ...steps), dialogue('tcp', ten.port, ...steps)]);
    for (const process of [whole, ten]) await process.findObject(({ event }) => event === 'closed', 'it closes');
    expect(whole.chunks('in').map(({ text }) => text)).toEqual(['hellobigpig']);
    expect(ten.chunks('in').map(({ text }) => text)).toEqual(['hellobigpi', 'g']);
  });

  test('is sent a file with either header, whole and closed behind', async () => {
    const path = join(temporaryFolder(), '照片 1.bin');
    const content = Buffer.from(Uint8Array.from({ length: 300_000 }, (_, at) => (at * 7) % 251));
    writeFileSync(path, content);
    const [described, hashed] = await Promise.all([
      start('file', 'tcp', '--file', path, '--description', 'a test'),
      start('file', 'tcp', '--file', path, '--header', 'hashed'),
    ]);
    const read = async (port: number) => {
      const [line = ''] = await dialogueInHex('tcp', port, 'rest');
      const all = Buffer.from(line, 'hex');
      const length = all.readInt32LE(0);
      expect(all.subarray(4 + length)).toEqual(content);
      return JSON.parse(all.subarray(4, 4 + length).toString());
    };
    expect(await read(described.port)).toEqual({ file_name: '照片 1.bin', file_desc: 'a test', file_size: 300_000 });
    const hash = createHash('sha256').update(content).digest('hex');
    expect(await read(hashed.port)).toEqual({ filename: '照片 1.bin', total_size: 300_000, hash });
  });

  test('starts a program that is allowed, and gets its output in a frame', async () => {
    const { port } = await start('command', 'tcp', '--allow', 'printf');
    const output = '你好 $HOME';
    const hash = createHash('sha256').update(output).digest('hex');
    const header = JSON.stringify({ filename: 'printf', total_size: Buffer.byteLength(output), hash });
    const length = Buffer.alloc(4);
    length.writeInt32LE(header.length);
    const size = 4 + header.length + Buffer.byteLength(output);
    const said = await dialogueInHex('tcp', port, `send:${hex('printf "你好 $HOME"')}`, `recv:${size}`);
    expect(said).toEqual([length.toString('hex') + hex(header + output)]);
  });

  test('gets the size, says recv_ready, and gets the output, in the older way', async () => {
    const { port } = await start('command', 'tcp', '--allow', 'printf', '--framing', 'ready');
    const steps = [`send:${hex('printf abc')}`, 'recv', `send:${hex('recv_ready')}`, 'recv'];
    expect(await dialogue('tcp', port, ...steps, ...steps)).toEqual(['3', 'abc', '3', 'abc']);
  });

  test('may start no program that nobody allowed', async () => {
    const { port } = await start('command', 'tcp');
    const [answer = ''] = await dialogue('tcp', port, `send:${hex('sh -c "echo bad"\n')}`, 'half', 'rest');
    expect(answer).toMatch(/"filename":"sh".*sh is not on the list of allowed programs\n$/s);
    expect(answer).not.toMatch(/^bad$/m);
  });
});

describe.runIf(findNetcat())('netcat', () => {
  describe.each(TRANSPORTS)('over %s', (transport) => {
    test.each([
      ['echo', 'hi 你好\n', 'hi 你好\n'],
      ['upper', 'hi 你好a\n', 'HI 你好A\n'],
      ['prefix', 'hi\n', 'data:hi\n'],
      ['hello', 'hi\n', 'hello'],
      ['log', 'exit\n', '您断开了连接.'],
    ])('is answered by %s', async (habit, says, hears) => {
      const { port } = await start(habit, transport);
      const peer = netcat(transport, port);
      peer.write(says);
      await until(
        () => peer.output === hears,
        () => `${habit} answers; ${peer.output} ${peer.errors}`,
      );
    });

    test('talks with a person', async () => {
      const process = await start('talk', transport);
      const peer = netcat(transport, process.port);
      peer.write('在吗\n');
      await process.findObject(({ text }) => text === '在吗\n', 'it is heard');
      process.type('在');
      await peer.prints('在');
    });
  });

  test('of two clients each has a conversation of its own', async () => {
    const process = await start('talk', 'udp');
    const [one, other] = [netcat('udp', process.port), netcat('udp', process.port)];
    one.write('one\n');
    await process.findObject(({ text }) => text === 'one\n', 'one is heard');
    other.write('other\n');
    await process.findObject(({ text }) => text === 'other\n', 'the other is heard');
    process.type('to one');
    process.type('to the other');
    await Promise.all([one.prints('to one'), other.prints('to the other')]);
    expect([one.output, other.output]).toEqual(['to one', 'to the other']);
  });

  test('is greeted, answered and left by greet', async () => {
    const { port } = await start('greet', 'tcp');
    const peer = netcat('tcp', port);
    await peer.prints('zaima');
    peer.write('hi\n');
    await peer.prints('zaimagun');
  });

  test('shows in sticky what it sent', async () => {
    const process = await start('sticky', 'tcp', '--size', '2');
    netcat('tcp', process.port).write('hello');
    await until(() => process.chunks('in').length === 3, 'three reads');
    expect(process.chunks('in').map(({ text }) => text)).toEqual(['he', 'll', 'o']);
  });

  test('is sent a file', async () => {
    const path = join(temporaryFolder(), 'a.txt');
    writeFileSync(path, 'content');
    const { port } = await start('file', 'tcp', '--file', path);
    await netcat('tcp', port).prints('{"file_name":"a.txt","file_desc":"","file_size":7}content');
  });

  test('starts an allowed program by a typed line', async () => {
    const { port } = await start('command', 'tcp', '--allow', 'printf');
    const peer = netcat('tcp', port);
    peer.write('printf abc\n');
    await peer.prints('"total_size":3');
    await until(
      () => peer.output.endsWith('}abc'),
      () => `the output comes; ${peer.output}`,
    );
  });
});
