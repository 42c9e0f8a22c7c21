import { describe, expect, test } from 'vitest';
import { frame } from '../../support/programs/plain-frames.ts';
import { RawClient } from '../../support/programs/raw-client.ts';
import { besideTalkers, turnedAway } from '../../support/rooms/beside-talkers.ts';
import { openRoom } from '../../support/rooms/rooms.ts';
import { releaseEverything } from '../../support/scope.ts';

releaseEverything();

describe('sessions', () => {
  test('a doubled id is accepted twice with one number, and heard once', async () => {
    await besideTalkers(async (port) => {
      const client = await RawClient.join(port, 'Twice');
      client.write(Buffer.concat([1, 2].map(() => frame({ type: 'say', id: 'same', text: 'once' }))));
      client.say('other', 'end');
      await client.heard('end');
      const accepted = client.received.filter(({ type, id }) => type === 'accepted' && id === 'same');
      expect(accepted).toHaveLength(2);
      expect(new Set(accepted.map(({ seq }) => seq)).size).toBe(1);
      expect(client.texts()).toEqual(['once', 'end']);
    });
  });

  test('the same id from two devices names two messages', async () => {
    const host = await openRoom();
    const one = await RawClient.join(host.listening.port, 'one');
    const other = await RawClient.join(host.listening.port, 'other');
    await one.sayAccepted('1', 'from one');
    await other.sayAccepted('1', 'from the other');
    expect(other.texts()).toEqual(['from one', 'from the other']);
  });

  test("another device's session: unknown_session", async () => {
    await besideTalkers(async (port) => {
      const owner = await RawClient.join(port, 'Owner');
      const { session } = await owner.next('welcome');
      const thief = await RawClient.connect(port);
      thief.hello('Thief', { resume: { session, seq: 0 } });
      await turnedAway(thief, 'unknown_session');
      expect(owner.isClosed).toBe(false);
    });
  });

  test('a session that took leave long ago and was forgotten: unknown_session', async () => {
    await besideTalkers(
      async (port) => {
        const stale = await RawClient.join(port, 'Stale');
        const { session } = await stale.next('welcome');
        stale.send({ type: 'bye' });
        await stale.closed;
        for (const nick of ['a', 'b']) {
          const other = await RawClient.join(port, nick);
          other.send({ type: 'bye' });
          await other.closed;
        }
        const again = await RawClient.connect(port);
        again.send({ type: 'hello', v: 1, nick: 'Stale', device: stale.device, resume: { session, seq: 1 } });
        await turnedAway(again, 'unknown_session');
      },
      { limits: { sessionsKept: 4 } },
    );
  });

  test('a resume from the future: unknown_session', async () => {
    await besideTalkers(async (port) => {
      const member = await RawClient.join(port, 'Future');
      const { session } = await member.next('welcome');
      const again = await RawClient.connect(port);
      again.send({ type: 'hello', v: 1, nick: 'Future', device: member.device, resume: { session, seq: 1_000_000 } });
      await turnedAway(again, 'unknown_session');
    });
  });

  test('a resumed session takes the place of its old link: session_taken', async () => {
    await besideTalkers(async (port) => {
      const old = await RawClient.join(port, 'Mover');
      const { session, you, seq } = await old.next('welcome');
      const again = await RawClient.connect(port);
      again.send({ type: 'hello', v: 1, nick: 'Mover', device: old.device, resume: { session, seq } });
      expect((await again.next('welcome')).you).toBe(you);
      await turnedAway(old, 'session_taken');
      await again.sayAccepted('1', 'on the new link');
    });
  });

  test('unknown types and unknown fields are passed over', async () => {
    await besideTalkers(async (port) => {
      const client = await RawClient.connect(port);
      client.hello('Newer', { wishes: ['colour'], resume: null });
      client.send({ type: 'telepathy', strength: 11 });
      client.send({ type: 'say', id: '1', text: 'hi', mood: 'good' });
      await client.heard('hi');
    });
  });
});
