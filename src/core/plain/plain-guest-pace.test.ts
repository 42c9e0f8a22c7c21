import { expect, it } from 'vitest';
import { PlainPeer } from '../../../tests/support/rigs/plain-rig.ts';
import { RoomRig } from '../../../tests/support/rigs/room-rig.ts';

const pace = { perSecond: 20, burst: 10 };

it('slows down whoever pours a file in, and nothing is lost, doubled or out of order', () => {
  const rig = new RoomRig({ messagesPerSecond: pace.perSecond, messageBurst: pace.burst });
  const ada = rig.join();
  const peer = new PlainPeer(rig, 1, { pace });
  const lines = Array.from({ length: 100 }, (_, number) => `line ${number}`);
  peer.sends(`${lines.slice(0, 60).join('\n')}\n\n`);
  const said = ada.texts();
  expect([peer.isPaused, said.length]).toEqual([true, 9]);
  peer.sends(`${lines.slice(60).join('\n')}\n`);
  peer.waits(2_500);
  said.push(...ada.texts());
  expect(said.length).toBeLessThan(100);
  peer.waits(5_000);
  expect([peer.isPaused, [...said, ...ada.texts()]]).toEqual([false, lines]);
  expect(peer.heard()).not.toContain('too_fast');
});

it('waits for a room that has yet to hear what it was told: later it would be more than may be said at once', () => {
  const rig = new RoomRig({ messagesPerSecond: pace.perSecond, messageBurst: pace.burst });
  const ada = rig.join();
  const peer = new PlainPeer(rig, 1, { pace });
  peer.isHeld = true;
  peer.sends('a\nb\n');
  peer.waits(1_000);
  peer.sends('c\n');
  expect([peer.isPaused, ada.texts()]).toEqual([true, []]);
  peer.isHeld = false;
  peer.waits(100);
  expect([peer.isPaused, ada.texts()]).toEqual([false, ['a', 'b', 'c']]);
});

it('is kept to the end by who has sent all and closed its side', () => {
  const rig = new RoomRig({ messagesPerSecond: pace.perSecond, messageBurst: pace.burst });
  const ada = rig.join();
  const peer = new PlainPeer(rig, 1, { pace });
  peer.sends('a\n'.repeat(50));
  peer.guest.ended(rig.now);
  peer.sends('');
  expect(peer.isClosed).toBe(false);
  peer.waits(10_000);
  expect([ada.texts().length, peer.isClosed]).toEqual([50, true]);
  expect(peer.heard().endsWith('guest 1: a\nYou left the room.\n')).toBe(true);
});

it('holds for commands too: nobody fills the log with nicknames', () => {
  const rig = new RoomRig({ messagesPerSecond: pace.perSecond, messageBurst: pace.burst });
  const ada = rig.join();
  const peer = new PlainPeer(rig, 1, { pace });
  peer.sends(Array.from({ length: 1_000 }, (_, number) => `/nick n${number}\n`).join(''));
  peer.waits(1_000);
  expect(ada.hears().length).toBeLessThanOrEqual(3 + pace.burst + pace.perSecond);
});

it('ends with who leaves: the rest is not heard, nor waited for', () => {
  const peer = new PlainPeer(new RoomRig(), 1, { pace });
  peer.sends(`exit\n${'a\n'.repeat(50)}`);
  expect([peer.isPaused, peer.isClosed]).toEqual([false, true]);
});

it('is told to who sends datagrams too fast, for they can not wait', () => {
  const rig = new RoomRig();
  const peer = new PlainPeer(rig, 1, { pace });
  const lines = Array.from({ length: 12 }, () => ({ kind: 'text', text: 'a' }) as const);
  peer.guest.receivedLines(lines, rig.now);
  peer.turn();
  expect(peer.heard()).toContain(
    `* guest 1 joined\n${'guest 1: a\n'.repeat(9)}* Not said: you speak faster than this room lets anybody (too_fast).\n`,
  );
});

it('holds for empty lines: a flood of them is as slow, and costs no more memory than one chunk', () => {
  const peer = new PlainPeer(new RoomRig(), 1, { pace });
  peer.sends('\n'.repeat(1_000));
  expect(peer.isPaused).toBe(true);
  peer.waits(1_000);
  expect(peer.isPaused).toBe(true);
});

it('lets a telnet go that asks without end', () => {
  const peer = new PlainPeer(new RoomRig(), 1, { pace });
  peer.sends('hi\n');
  const questions = Uint8Array.from({ length: 300 }, (_, at) => [0xff, 0xfd, 1][at % 3] ?? 0);
  for (let n = 0; n < 10; n += 1) peer.sends(questions);
  expect(peer.isClosed).toBe(false);
  peer.sends(questions);
  expect(peer.isClosed).toBe(true);
  expect(peer.heard()).toContain('* Those are more questions than any telnet has.\n');
});
