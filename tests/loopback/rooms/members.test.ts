import { randomBytes } from 'node:crypto';
import { connect as connectTls } from 'node:tls';
import { describe, expect, test } from 'vitest';
import type { RoomHost } from '../../../src/node/hosting/room-host.ts';
import { RawClient } from '../../support/programs/raw-client.ts';
import { TextClient } from '../../support/programs/text-client.ts';
import { openRoom } from '../../support/rooms/rooms.ts';
import { releaseEverything } from '../../support/scope.ts';
import { until, within } from '../../support/until.ts';

releaseEverything();

const MANY = { linksPerAddressPerSecond: 10_000, messageBurst: 10_000, messagesPerSecond: 10_000 };

/** Two members who talk while something happens to the room beside them. */
async function talkersIn(host: RoomHost): Promise<{ talkOn(): Promise<void> }> {
  const ann = await RawClient.join(host.listening.port, 'Ann');
  const ben = await RawClient.join(host.listening.port, 'Ben');
  let round = 0;
  return {
    talkOn: async () => {
      round += 1;
      ann.say(`a${round}`, `Ann ${round}`);
      ben.say(`b${round}`, `Ben ${round}`);
      await Promise.all([ann.heard(`Ben ${round}`), ben.heard(`Ann ${round}`)]);
      for (const { isClosed } of [ann, ben]) expect(isClosed).toBe(false);
    },
  };
}

test('a hundred members who all talk hear the same in the same order, each message once', async () => {
  const host = await openRoom({ limits: MANY });
  const { port } = host.listening;
  const members = await Promise.all(Array.from({ length: 100 }, (_, index) => RawClient.join(port, `member ${index}`)));
  const rounds = 10;
  for (let round = 0; round < rounds; round += 1) {
    for (const [index, member] of members.entries()) member.say(`r${round}`, `${index} in round ${round}`);
  }
  const all = members.length * rounds;
  await until(
    () => members.every((member) => member.texts().length >= all),
    () =>
      `all ${all} messages come; the fewest came ${Math.min(...members.map((member) => member.texts().length))} times`,
  );
  const log = members[0]?.texts() ?? [];
  expect(new Set(log).size).toBe(all);
  for (const member of members) {
    expect(member.texts()).toEqual(log);
    expect(member.received.filter(({ type }) => type === 'accepted')).toHaveLength(rounds);
    const numbers = member.events().map(({ seq }) => seq);
    expect(numbers).toEqual(numbers.map((_, index) => index + 1));
  }
  // What one member said stays in the order in which it said it.
  for (const index of [0, 50, 99]) {
    const own = log.filter((text) => text.startsWith(`${index} `));
    expect(own).toEqual(Array.from({ length: rounds }, (_, round) => `${index} in round ${round}`));
  }
});

test('a member that joins late gets the whole log first', async () => {
  const host = await openRoom({ limits: MANY });
  const early = await RawClient.join(host.listening.port, 'early');
  for (let number = 1; number <= 2_000; number += 1) early.say(`${number}`, `${number} ${'x'.repeat(500)}`);
  await early.find(({ type, id }) => type === 'accepted' && id === '2000', 'all are accepted');
  const late = await RawClient.join(host.listening.port, 'late');
  await late.find(({ kind, nick }) => kind === 'joined' && nick === 'late', 'its own coming');
  expect(late.texts()).toEqual(early.texts());
  const numbers = late.events().map(({ seq }) => seq);
  expect(numbers).toEqual(numbers.map((_, index) => index + 1));
});

describe('the others talk on', () => {
  test('when a member crashes and its connection is reset', async () => {
    const host = await openRoom({ limits: { graceMs: 100 } });
    const talkers = await talkersIn(host);
    const crashing = await RawClient.join(host.listening.port, 'Crash');
    crashing.say('last', 'last words');
    crashing.socket.resetAndDestroy();
    await talkers.talkOn();
    await until(() => host.members().length === 2, 'the room sees that it left');
    await talkers.talkOn();
  });

  test('when twenty members crash in the middle of a frame', async () => {
    const host = await openRoom({ limits: { graceMs: 100 } });
    const talkers = await talkersIn(host);
    for (let index = 0; index < 20; index += 1) {
      const crashing = await RawClient.join(host.listening.port, `crash ${index}`);
      crashing.write(Buffer.from([80, 0, 0, 0, 0x7b, 0x22]));
      crashing.socket.resetAndDestroy();
    }
    await talkers.talkOn();
    await until(() => host.members().length === 2, 'the room sees that they left');
  });

  test('when a member is told of nothing any more because its side of the link is half open', async () => {
    const host = await openRoom({ limits: { silenceMs: 300, graceMs: 100 } });
    const talkers = await talkersIn(host);
    const gone = await RawClient.join(host.listening.port, 'Gone');
    gone.send({ type: 'ping', t: 1 });
    await gone.next('pong');
    // It neither reads nor writes nor closes, as a computer whose cable was pulled.
    gone.socket.pause();
    await talkers.talkOn();
    await until(() => host.members().length === 2, 'the room sees that it is gone');
    await talkers.talkOn();
    gone.socket.resume();
    await gone.closed;
    expect(gone.received.at(-1)).toMatchObject({ type: 'error', code: 'silent' });
  });

  const garbage: readonly (readonly [string, () => Uint8Array])[] = [
    ['bytes of 1', () => new Uint8Array(100_000).fill(1)],
    ['bytes of 255', () => new Uint8Array(100_000).fill(255)],
  ];
  test.each(garbage)('when somebody sends %s', async (_, bytes) => {
    const host = await openRoom();
    const talkers = await talkersIn(host);
    const stranger = await RawClient.connect(host.listening.port);
    stranger.write(bytes());
    await within(stranger.closed, 'the stranger is let go');
    expect(stranger.received).toMatchObject([{ type: 'error', code: 'bad_header_length' }]);
    await talkers.talkOn();
  });

  test('when somebody sends zeros, which end messages of a plain guest and say nothing', async () => {
    const host = await openRoom();
    const talkers = await talkersIn(host);
    const stranger = await TextClient.connect(host.listening.port);
    stranger.write(new Uint8Array(100_000));
    stranger.end();
    await within(stranger.closed, 'the stranger leaves');
    expect(stranger.text).not.toContain('guest: ');
    await talkers.talkOn();
  });

  test('when fifty peers send random bytes', async () => {
    const host = await openRoom();
    const talkers = await talkersIn(host);
    const strangers = await Promise.all(
      Array.from({ length: 50 }, async (_, index) => {
        const stranger = await TextClient.connect(host.listening.port);
        const bytes = randomBytes(1 + index * 997);
        // Half of them begin with a length that could be one.
        if (index % 2 === 0 && bytes.length > 4) bytes.writeInt32LE(1 + index);
        stranger.write(bytes);
        stranger.end();
        return stranger;
      }),
    );
    await talkers.talkOn();
    await within(Promise.all(strangers.map(({ closed }) => closed)), 'all strangers are let go');
    await talkers.talkOn();
  });

  test('when somebody tries to speak TLS', async () => {
    const host = await openRoom();
    const talkers = await talkersIn(host);
    const socket = connectTls({ port: host.listening.port, host: '127.0.0.1' });
    const errors: Error[] = [];
    socket.on('error', (error) => errors.push(error));
    await within(new Promise((resolve) => socket.once('close', resolve)), 'the handshake fails');
    expect(errors).toHaveLength(1);
    await talkers.talkOn();
  });

  test('when a peer connects and goes at once, fifty times', async () => {
    const host = await openRoom();
    const talkers = await talkersIn(host);
    for (let index = 0; index < 50; index += 1) {
      const stranger = await RawClient.connect(host.listening.port);
      if (index % 2 === 0) stranger.socket.resetAndDestroy();
      else stranger.socket.end();
      await stranger.closed;
    }
    await talkers.talkOn();
  });
});

describe('a member that ends its sending side', () => {
  test('still gets the answer to what it said', async () => {
    const host = await openRoom();
    const member = await RawClient.connect(host.listening.port, { allowHalfOpen: true });
    member.hello('half');
    member.say('1', 'before the end');
    member.socket.end();
    await member.find(({ type }) => type === 'accepted', 'its message is accepted');
    await until(() => member.ended, 'the host closes too');
    await until(() => member.isClosed, 'the connection closes');
    expect(member.texts()).toEqual(['before the end']);
  });

  test('gets the whole of a long log before the end', async () => {
    const host = await openRoom();
    const talker = await RawClient.join(host.listening.port, 'talker');
    const long = 'x'.repeat(16_000);
    // 3 MB: more than the sockets' buffers and the queue of a link hold.
    for (let n = 0; n < 200; n += 1) talker.say(`${n}`, long);
    await until(() => talker.texts().length === 200, 'the log is long');
    const late = await RawClient.connect(host.listening.port);
    late.socket.pause();
    late.hello('late');
    late.socket.end();
    await until(() => host.members().length === 2, 'it is in');
    late.socket.resume();
    await late.closed;
    expect(late.texts()).toHaveLength(200);
  });

  test('keeps its place in the room for the grace time', async () => {
    const host = await openRoom({ limits: { graceMs: 60_000 } });
    const other = await RawClient.join(host.listening.port, 'other');
    const member = await RawClient.join(host.listening.port, 'half');
    const session = (await member.next('welcome')).session;
    member.socket.end();
    await member.closed;
    await other.sayAccepted('1', 'still here?');
    expect(host.members()).toHaveLength(2);
    const again = await RawClient.connect(host.listening.port);
    again.send({ type: 'hello', v: 1, nick: 'half', device: member.device, resume: { session, seq: 2 } });
    await again.heard('still here?');
    expect(other.events().filter(({ kind }) => kind === 'left')).toEqual([]);
  });
});
