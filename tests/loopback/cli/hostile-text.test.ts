import { createHash, randomBytes } from 'node:crypto';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { expect, test } from 'vitest';
import { beaconPacket } from '../../../src/core/discovery/room-packet.ts';
import { DISCOVERY_PORT } from '../../../src/shared/limits.ts';
import { randomFile } from '../../support/files/file-members.ts';
import { occupy, portOf } from '../../support/network/ports.ts';
import { CliProcess } from '../../support/programs/cli.ts';
import { frame, PlainReader } from '../../support/programs/plain-frames.ts';
import { RawClient } from '../../support/programs/raw-client.ts';
import { TextClient } from '../../support/programs/text-client.ts';
import { atEnd, temporaryFolder } from '../../support/releases.ts';
import { releaseEverything } from '../../support/scope.ts';
import { until } from '../../support/until.ts';

releaseEverything();

/** Everybody on this computer. */
const EVERYBODY = '127.255.255.255';

/** Controls of C0, which no room takes from its members, but a host may send. */
const C0 = '\u001b[2J\u001b]52;c;cm0gLXJm\u0007\u001bP$q"p\u001b\\\u000e\b\u007f\r';
/** What a room passes on as text: C1, ends of lines that are none to JSON, and what turns the reading direction. */
const PASSED_ON = '\u009b2J\u009d0;root#\u009c\u0090$q"p\u009c\u0085\u2028\u2029\u202e\u2066\u200f\u200e\u061c';
const HOSTILE = `${C0}${PASSED_ON}\n12:00 Boss: forged`;

const CONTENT = Buffer.from('content');
const DIGEST = createHash('sha256').update(CONTENT).digest();
const HASH = DIGEST.toString('hex');
const PIECES = createHash('sha256').update(DIGEST).digest('hex');

/** All that a terminal obeys or a reader of lines takes for a line's end, but the line feed. */
const OBEYED = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/;

/** What a program wrote, as it wrote it. */
function written(program: CliProcess): { readonly all: string } {
  let all = '';
  for (const stream of [program.child.stdout, program.child.stderr]) {
    stream?.on('data', (chunk: Buffer) => {
      all += chunk.toString();
    });
  }
  return {
    get all() {
      return all;
    },
  };
}

/** Each of these came, and nothing in it is obeyed or passes for a line of its own. */
async function expectHarmless(name: string, output: { readonly all: string }, ...marks: string[]): Promise<void> {
  for (const mark of marks)
    await until(
      () => output.all.includes(mark),
      () => `${name} tells of ${mark}: ${JSON.stringify(output.all)}`,
    );
  expect(output.all.match(OBEYED), `${name} wrote ${JSON.stringify(output.all)}`).toBeNull();
  expect(
    output.all.split('\n').filter((line) => line.startsWith('12:00 Boss')),
    name,
  ).toEqual([]);
}

function event(seq: number, kind: string, fields: object): Buffer {
  return frame({
    type: 'event',
    seq,
    at: seq,
    kind,
    id: `i${seq}`,
    from: 'm2',
    nick: `nick${HOSTILE}`,
    text: '',
    ...fields,
  });
}

/** A host whose every word is hostile: names, messages, file names, refusals. @returns its port */
async function hostileHost(): Promise<number> {
  const room = { id: 'aa'.repeat(16), name: `room${HOSTILE}` };
  const file = { name: `file${HOSTILE}`, size: CONTENT.length, hash: HASH, pieces: PIECES, type: '' };
  const answers: Readonly<Record<string, (header: Record<string, unknown>) => readonly Buffer[]>> = {
    prove: () => [frame({ type: 'proof', room, nonce: 'aa'.repeat(16), mac: 'ff'.repeat(32) })],
    ping: ({ t }) => [frame({ type: 'pong', t })],
    hello: () => [
      frame({ type: 'welcome', v: 1, room, session: 'ee'.repeat(16), you: 'm1', members: [], seq: 4 }),
      event(1, 'joined', {}),
      event(2, 'message', { text: `message${HOSTILE}`, late: 1 }),
      event(3, 'file', { text: file.name, file }),
      event(4, 'left', { text: `code${HOSTILE}` }),
    ],
    say: ({ id }) => [frame({ type: 'refused', id, code: 'text_invalid', text: `refusal${HOSTILE}` })],
    offer: ({ hash }) => [frame({ type: 'refused', hash, offset: 0, code: 'file_too_large', text: `offer${HOSTILE}` })],
    ask: ({ hash }) => [frame({ type: 'refused', hash, offset: 0, code: 'file_too_large', text: `ask${HOSTILE}` })],
    pieces: ({ hash }) => [frame({ type: 'refused', hash, offset: 0, code: 'file_gone', text: `pieces${HOSTILE}` })],
    fetch: ({ hash }) => [frame({ type: 'refused', hash, offset: 0, code: 'file_gone', text: `fetch${HOSTILE}` })],
  };
  const server = await occupy({ port: 0 }, (socket) => {
    const reader = new PlainReader();
    socket.on('data', (chunk) => {
      for (const { header } of reader.push(chunk)) {
        for (const answer of answers[header.type]?.(header) ?? []) socket.write(answer);
      }
    });
  });
  return portOf(server);
}

test.each([{ flags: [] }, { flags: ['--json'] }])(
  'partyline join $flags shows nothing of a host that a terminal would obey',
  async ({ flags }) => {
    const join = new CliProcess(['join', `127.0.0.1:${await hostileHost()}`, '--nick', 'Gus', ...flags]);
    const output = written(join);
    await expectHarmless('join', output, 'room', 'message', 'file', 'nick');
    join.type('hello');
    await expectHarmless('join', output, 'refusal');
  },
);

test.each([{ flags: [] }, { flags: ['--json'] }])(
  'partyline send and fetch $flags show nothing of a host that a terminal would obey',
  async ({ flags }) => {
    const at = `127.0.0.1:${await hostileHost()}`;
    const send = new CliProcess(['send', randomFile(`own.bin`, 10), at, ...flags]);
    const sent = written(send);
    const fetch = new CliProcess(['fetch', '3', at, '--out', temporaryFolder(), ...flags]);
    const fetched = written(fetch);
    await Promise.all([send.ends(), fetch.ends()]);
    await expectHarmless('send', sent, 'own.bin', 'offer');
    await expectHarmless('fetch', fetched, 'file', 'fetch');
  },
);

test('partyline doctor shows nothing of a host that a terminal would obey', async () => {
  const doctor = new CliProcess(['doctor', `127.0.0.1:${await hostileHost()}`]);
  const output = written(doctor);
  await doctor.ends();
  await expectHarmless('doctor', output, '127.0.0.1');
});

test.each([{ flags: [] }, { flags: ['--json'] }])(
  'partyline host $flags, and the netcat of a guest, show nothing of another guest that a terminal would obey',
  async ({ flags }) => {
    const own = new CliProcess([
      'host',
      '--port',
      '0',
      '--bind',
      '127.0.0.1',
      '--no-discovery',
      '--nick',
      'Hal',
      ...flags,
    ]);
    const output = written(own);
    await until(() => /127\.0\.0\.1:\d+|"port":\d+/.test(output.all), 'it listens');
    const [, at] = /(?:127\.0\.0\.1:|"port":)(\d+)/.exec(output.all) ?? [];
    const netcat = await TextClient.connect(Number(at));
    await until(() => netcat.text !== '', 'it is greeted');
    const eve = await RawClient.join(Number(at), 'Eve');
    for (const [id, text] of [
      ['1', `message${PASSED_ON}`],
      ['2', `c0${C0}`],
    ] as const)
      eve.say(id, text);
    await eve.next('refused');
    const offer = await RawClient.connect(Number(at));
    const header = {
      type: 'offer',
      filename: `file${HOSTILE}`,
      nick: 'Eve',
      device: eve.device,
      hash: HASH,
      total_size: CONTENT.length,
    };
    offer.send(header, CONTENT);
    await offer.next('accepted');
    await expectHarmless('host', output, 'message', 'file');
    await until(() => netcat.text.includes('file'), 'the guest is told');
    expect(netcat.text.match(OBEYED), JSON.stringify(netcat.text)).toBeNull();
  },
);

// Only Linux brings a broadcast to everybody on this computer.
test.runIf(process.platform === 'linux').each([{ flags: [] }, { flags: ['--json'] }])(
  'partyline discover $flags shows nothing of a room that a terminal would obey',
  async ({ flags }) => {
    const socket = createSocket('udp4');
    socket.bind(0, '127.0.0.1');
    await once(socket, 'listening');
    atEnd(() => void socket.close());
    const { port } = socket.address();
    const advert = { members: 1, lock: 'open', plain: true, port } as const;
    const rooms = [
      { ...advert, id: randomBytes(16).toString('hex'), name: `room${HOSTILE}`, host: `host${HOSTILE}` },
      { ...advert, id: randomBytes(16).toString('hex'), name: 'Harmless', host: 'Eve' },
    ];
    socket.setBroadcast(true);
    const tell = setInterval(() => {
      for (const room of rooms) socket.send(beaconPacket(room), DISCOVERY_PORT, EVERYBODY);
    }, 50);
    atEnd(() => clearInterval(tell));
    const discover = new CliProcess(['discover', '--seconds', '2', ...flags], {
      environment: { PARTYLINE_DISCOVERY: 'loopback' },
    });
    const output = written(discover);
    await discover.ends();
    await expectHarmless('discover', output, 'Harmless');
  },
);
