import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { cardText } from '../../../src/core/secure/identity-card.ts';
import { HOST_IN_CLEAR } from '../../../src/node/secure/guest-sealing.ts';
import { passingIdentity } from '../../../src/node/secure/identity-store.ts';
import { fileMember, sendAll } from '../../support/files/file-members.ts';
import { TcpRelay } from '../../support/network/tcp-relay.ts';
import { frame } from '../../support/programs/plain-frames.ts';
import { RawClient } from '../../support/programs/raw-client.ts';
import { temporaryFolder } from '../../support/releases.ts';
import { turnedAway } from '../../support/rooms/beside-talkers.ts';
import { clearHost } from '../../support/rooms/clear-host.ts';
import { watchedGuest } from '../../support/rooms/guests.ts';
import { openRoom } from '../../support/rooms/rooms.ts';
import { sealedDial } from '../../support/rooms/sealed-dial.ts';
import { releaseEverything } from '../../support/scope.ts';
import { until } from '../../support/until.ts';

releaseEverything();

describe('a room', () => {
  test('tells of members whose links are sealed with their cards, and of the host as well', async () => {
    const identity = passingIdentity();
    const host = await openRoom({ identity });
    const { port } = host.listening;
    const [ada, bob] = [passingIdentity(), passingIdentity()];
    const one = watchedGuest(port, 'Ada', 'tcp', sealedDial(port, { identity: ada }));
    const other = watchedGuest(port, 'Bob', 'tcp', sealedDial(port, { identity: bob }));
    const own = watchedGuest(port, 'Hal', 'tcp', (_, opened, events) => {
      const link = host.connectLocal();
      link.listen(events);
      setImmediate(opened);
      return link;
    });
    for (const { guest } of [own, one, other]) expect(await guest.join()).toMatchObject({ ok: true });
    one.guest.say('sealed');
    await until(() => other.texts().length === 1 && own.texts().length === 1, 'the message arrives');
    expect(other.guest.members).toEqual([
      { id: 'm1', nick: 'Hal', host: true, card: cardText(identity.card) },
      { id: 'm2', nick: 'Ada', host: false, card: cardText(ada.card) },
      { id: 'm3', nick: 'Bob', host: false, card: cardText(bob.card) },
    ]);
  });

  test('that takes no plain guests takes no frames in clear either, for chat or files, and sealed links as ever', async () => {
    const { port } = (await openRoom({ plain: false })).listening;
    for (const first of [
      { type: 'hello', v: 1, nick: 'Clear', device: 'ab'.repeat(16) },
      { type: 'prove', nonce: 'ab'.repeat(16) },
      { type: 'fetch', hash: 'ab'.repeat(32) },
    ]) {
      const client = await RawClient.connect(port);
      client.socket.write(frame(first));
      await turnedAway(client, 'sealed_only');
    }
    const { guest } = watchedGuest(port, 'Sealed', 'tcp', sealedDial(port));
    expect(await guest.join()).toMatchObject({ ok: true });
  });

  test('moves files over sealed links, and their bytes are nowhere on the way', async () => {
    const { port } = (await openRoom({ plain: false })).listening;
    const sender = await fileMember(port, 'Sender', { dial: sealedDial(port) });
    const fetcher = await fileMember(port, 'Fetcher', { dial: sealedDial(port) });
    const path = join(temporaryFolder(), 'secret.txt');
    writeFileSync(path, 'the words of a secret\n'.repeat(200_000));
    await sendAll(sender, path);
    expect(await fetcher.fetch('secret.txt')).toMatchObject({ state: 'done' });
  });
});

describe('a guest whose links are sealed', () => {
  test('comes back to its session over a new link, and nobody comes back to it without its key', async () => {
    const host = await openRoom();
    const relay = await TcpRelay.open(host.listening.port);
    const { guest } = watchedGuest(relay.port, 'Ada', 'tcp', sealedDial(relay.port));
    await guest.join();
    relay.cut();
    await until(() => guest.connection.state === 'waiting', 'the link is lost');
    guest.reconnectNow();
    await until(() => guest.connection.state === 'online', 'it is back');
    expect(host.members()).toHaveLength(1);
    const thief = await RawClient.connect(host.listening.port);
    thief.socket.write(frame({ type: 'hello', v: 1, nick: 'Ada', device: guest.device as string }));
    await turnedAway(thief, 'device_has_key');
  });

  test('notices one bit that is changed on the way, and goes on over another link', async () => {
    const host = await openRoom();
    const relay = await TcpRelay.open(host.listening.port);
    const mover = watchedGuest(relay.port, 'Ada', 'tcp', sealedDial(relay.port));
    const other = watchedGuest(host.listening.port, 'Bob', 'tcp', sealedDial(host.listening.port));
    await mover.guest.join();
    await other.guest.join();
    for (const [index, way] of (['flipDown', 'flipUp'] as const).entries()) {
      relay[way] = 30;
      mover.guest.say(`m ${index}`);
      other.guest.say(`o ${index}`);
      await until(() => relay.flipped === index + 1, 'a bit is changed');
      await until(() => mover.texts().length === 2 * (index + 1), 'both messages are there all the same');
    }
    expect(mover.texts().toSorted()).toEqual(['m 0', 'm 1', 'o 0', 'o 1']);
    await until(() => other.texts().length === 4, 'the other has them too');
    expect(mover.texts()).toEqual(other.texts());
  });

  test('says nothing to a host that it does not want, not even who it is', async () => {
    const host = await openRoom();
    const { port } = host.listening;
    const met: string[] = [];
    const dial = sealedDial(port, {
      meets: ({ certificate }) => {
        met.push(certificate.roomId);
        return { code: 'room_unproven', text: 'another room' };
      },
    });
    const { guest } = watchedGuest(port, 'Ada', 'tcp', dial);
    expect(await guest.join()).toMatchObject({ ok: false, problem: { code: 'room_unproven' } });
    expect(met).toEqual([host.info.id]);
    expect(host.members()).toEqual([]);
  });

  test('goes on in clear with a host that knows nothing of sealing, where that is allowed', async () => {
    const host = await clearHost();
    const { guest } = watchedGuest(host.port, 'Ada', 'tcp', sealedDial(host.port));
    expect(await guest.join()).toMatchObject({ ok: true });
    // Each link that ends for a question is opened anew.
    expect(host.types.map(([first]) => first)).toEqual(['noise', 'prove', 'noise', 'hello']);
  });

  test('does not where it is not, and says why', async () => {
    const host = await clearHost();
    const dial = sealedDial(host.port, { inClear: HOST_IN_CLEAR });
    const { guest } = watchedGuest(host.port, 'Ada', 'tcp', dial);
    expect(await guest.join()).toMatchObject({ ok: false, problem: { code: 'host_in_clear' } });
    expect(host.types).toEqual([['noise', 'ping']]);
  });

  test('never goes on in clear where the host had a key before', async () => {
    const first = await openRoom();
    const { port } = first.listening;
    const { guest } = watchedGuest(port, 'Ada', 'tcp', sealedDial(port));
    await guest.join();
    await first.close();
    const impostor = await clearHost(port);
    guest.reconnectNow();
    await until(
      () => guest.connection.state === 'closed' && guest.connection.problem?.code === 'downgraded',
      () => `it is said that the host does not seal any more: ${JSON.stringify(guest.connection)}`,
    );
    expect(new Set(impostor.types.flat())).toEqual(new Set(['noise', 'ping']));
  });
});
