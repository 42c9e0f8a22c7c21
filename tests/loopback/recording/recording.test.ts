import { describe, expect, test } from 'vitest';
import { Recorder } from '../../../src/core/recording/recorder.ts';
import { WireView } from '../../../src/core/wire-view/wire-view.ts';
import { dialRoom } from '../../../src/node/net/dial.ts';
import { guestSealing } from '../../../src/node/secure/guest-sealing.ts';
import { passingIdentity } from '../../../src/node/secure/identity-store.ts';
import { ALL_OF_IT, type WireFilter } from '../../../src/shared/wire/wire-contract.ts';
import { LossyRelay } from '../../support/network/lossy-relay.ts';
import { atEnd } from '../../support/releases.ts';
import { watchedGuest } from '../../support/rooms/guests.ts';
import { openRoom } from '../../support/rooms/rooms.ts';
import { releaseEverything } from '../../support/scope.ts';
import { until } from '../../support/until.ts';

releaseEverything();

function newRecorder(): Recorder {
  const recorder = new Recorder(16_777_216, () => performance.timeOrigin + performance.now());
  recorder.start();
  return recorder;
}

/** All that a recording shows through a filter. */
function look(recorder: Recorder, filter: WireFilter = ALL_OF_IT) {
  const view = new WireView(recorder);
  while (view.catchUp(1_000));
  const { chunks } = view.page(filter, 0, 500);
  const frames = chunks.flatMap((chunk) => chunk.frames.map((frame) => ({ ...frame, direction: chunk.direction })));
  return { view, chunks, frames };
}

describe.each(['tcp', 'udp'] as const)('over %s', (transport) => {
  test('both ends record the bytes of a message, in and out', async () => {
    const [here, there] = [newRecorder(), newRecorder()];
    const host = await openRoom({ recorder: there });
    const { port } = host.listening;
    const dial = dialRoom({ host: '127.0.0.1', port }, here);
    const { guest, events } = watchedGuest(port, 'Ada', transport, dial);
    expect(await guest.join()).toMatchObject({ ok: true });
    guest.say('what travelled');
    await until(() => events.some(({ text }) => text === 'what travelled'), 'the message comes back');
    const event = events.find(({ text }) => text === 'what travelled');
    if (!event) throw new Error('no event');
    const { id, from, seq, text } = event;
    const filter = { ...ALL_OF_IT, message: { id, from, seq, text } };
    const kinds = (recorder: Recorder) =>
      look(recorder, filter).frames.map(({ direction, type, state }) => `${direction} ${type} ${state}`);
    expect(kinds(here).sort()).toEqual(['in accepted whole', 'in event whole', 'out say whole']);
    expect(kinds(there).sort()).toEqual(['in say whole', 'out accepted whole', 'out event whole']);
    const seenHere = look(here, filter);
    const said = seenHere.frames.find(({ type }) => type === 'say');
    expect(JSON.parse(seenHere.view.frame(said?.id ?? 0)?.json ?? '')).toEqual({ type: 'say', id, text });

    const [hosted] = there.links().map((link) => link.view());
    const [dialled] = here.links().map((link) => link.view());
    expect(hosted).toMatchObject({ transport, name: 'Ada', isOpen: true, local: { address: '127.0.0.1', port } });
    expect(dialled).toMatchObject({ transport, local: hosted?.remote, remote: hosted?.local });
    guest.leave();
    await until(() => there.links()[0]?.isOpen === false, 'the link is over');
    expect(there.links()[0]?.view()).toMatchObject({ name: 'Ada', isOpen: false });
  });
});

describe.each(['tcp', 'udp'] as const)('over a sealed link, %s', (transport) => {
  test('both ends show what is inside, and to an eavesdropper nothing of it', async () => {
    const [here, there] = [newRecorder(), newRecorder()];
    const { port } = (await openRoom({ recorder: there, identity: passingIdentity() })).listening;
    const sealing = guestSealing({ identity: passingIdentity() });
    const { guest, texts } = watchedGuest(port, 'Ada', transport, dialRoom({ host: '127.0.0.1', port }, here, sealing));
    expect(await guest.join()).toMatchObject({ ok: true });
    guest.say('behind a seal');
    await until(() => texts().includes('behind a seal'), 'the message comes back');
    for (const [recorder, way] of [
      [here, 'out'],
      [there, 'in'],
    ] as const) {
      const inside = look(recorder);
      const said = inside.frames.find(({ type, direction }) => type === 'say' && direction === way);
      expect(said?.summary).toBe('behind a seal');
      const outside: WireFilter = { ...ALL_OF_IT, layer: 'outside' };
      const seen = look(recorder, outside);
      expect(
        seen.frames.filter(({ state, type }) => state !== 'sealed' && type !== 'noise' && type !== 'ping'),
      ).toEqual([]);
      expect(seen.chunks.some(({ isSealed }) => isSealed)).toBe(true);
      const needle = new TextEncoder().encode('behind a seal');
      expect([inside.view.search(ALL_OF_IT, needle).length > 0, seen.view.search(outside, needle)]).toEqual([true, []]);
      expect(recorder.links().map((link) => link.view().isSealed)).toEqual([true]);
    }
  });
});

test('a message over a network that loses packets is found with those that carried it again', async () => {
  const recorder = newRecorder();
  const host = await openRoom({ limits: { messagesPerSecond: 1e6, messageBurst: 1e6 } });
  const relay = await LossyRelay.open(host.listening.port, { loss: 0.25, delayMs: 2, seed: 4 });
  atEnd(() => relay.close());
  atEnd(() => host.close());
  const dial = dialRoom({ host: '127.0.0.1', port: relay.port }, recorder);
  const { guest, events, texts } = watchedGuest(relay.port, 'Lossy', 'udp', dial);
  expect(await guest.join()).toMatchObject({ ok: true });
  const said = Array.from({ length: 60 }, (_, i) => `message ${i}`);
  for (const text of said) {
    guest.say(text);
    await until(() => texts().includes(text), `${text} comes back`);
  }
  const found = said.map((text) => {
    const { id, from, seq } = events.find((event) => event.text === text) ?? { id: '', from: '', seq: 0 };
    const { chunks, frames } = look(recorder, { ...ALL_OF_IT, message: { id, from, seq, text } });
    expect(frames.map(({ type, state }) => `${type} ${state}`).sort()).toEqual([
      'accepted whole',
      'event whole',
      'say whole',
    ]);
    return chunks.filter(({ direction, packet }) => direction === 'out' && packet?.isAgain).length;
  });
  expect(found.filter((again) => again > 0).length).toBeGreaterThan(5);
});

test('a recorder that is off records nothing, and what follows once it is on', async () => {
  const recorder = newRecorder();
  recorder.stop();
  const host = await openRoom({ recorder });
  const { port } = host.listening;
  const { guest, texts } = watchedGuest(port, 'Ada');
  await guest.join();
  guest.say('unseen');
  await until(() => texts().includes('unseen'), 'the first message comes back');
  expect(recorder.size).toBe(0);
  recorder.start();
  guest.say('seen');
  await until(() => texts().includes('seen'), 'the second message comes back');
  const summaries = look(recorder).frames.map(({ summary }) => summary);
  expect(summaries).toContain('seen');
  expect(summaries.join()).not.toContain('unseen');
});
