import { describe, expect, it } from 'vitest';
import { streamAt } from '../../../tests/support/handmade-frames.ts';
import { DatagramWire, DELAY_MS, HandmadeGuest } from '../../../tests/support/network/datagram-wire.ts';
import { CLOSE_REASON, LINGER_MS, RECEIVE_WINDOW } from './constants.ts';

const utf8 = new TextEncoder();

describe('a link that closes', () => {
  it('sends no more frames outside of the stream', () => {
    const wire = new DatagramWire();
    const { guest, hosted } = wire.connect();
    guest.link.close(wire.now);
    guest.link.sendEphemeral(utf8.encode('typing'), wire.now);
    wire.pass(100);
    expect(hosted.heard.ephemerals).toEqual([]);
  });

  it('has two seconds from the first time that it was told to', () => {
    const wire = new DatagramWire();
    const { guest } = wire.connect();
    guest.link.close(wire.now);
    wire.pass(LINGER_MS - 10);
    guest.link.close(wire.now);
    wire.pass(10);
    expect(guest.heard.isClosed).toBe(true);
  });
});

describe('a link that is over', () => {
  it('says so to the peer once', () => {
    const wire = new DatagramWire();
    const { guest } = wire.connect();
    const before = wire.sentCount;
    guest.link.destroy(wire.now);
    guest.link.destroy(wire.now);
    guest.link.abort(CLOSE_REASON.violation, wire.now);
    expect(wire.sentCount).toBe(before + 1);
  });

  it('reports nothing that comes afterwards', () => {
    const wire = new DatagramWire();
    const { guest, hosted } = wire.connect();
    hosted.link.send(utf8.encode('too late'), wire.now);
    guest.link.destroy(wire.now);
    wire.pass(100);
    expect([guest.heard.text(), guest.link.quality().bytesIn]).toEqual(['', 0]);
  });

  it('sends nothing, whatever it is told and however late', () => {
    const wire = new DatagramWire();
    const { guest } = wire.connect();
    guest.link.send(new Uint8Array(2_000), wire.now);
    guest.link.destroy(wire.now);
    const before = wire.sentCount;
    guest.link.announce(wire.now);
    guest.link.pause(true, wire.now);
    guest.link.pause(false, wire.now);
    guest.link.sendEphemeral(utf8.encode('typing'), wire.now);
    guest.link.tick(wire.now + 5_000);
    guest.link.tick(wire.now + 60_000);
    expect([wire.sentCount - before, guest.heard.problems.length]).toEqual([0, 1]);
  });

  it('reports what ended it first', () => {
    const wire = new DatagramWire();
    const { guest } = wire.connect();
    guest.link.abort(CLOSE_REASON.done, wire.now, { code: 'silent', text: 'nobody is there' });
    guest.link.reset();
    wire.pass(0);
    expect(guest.heard.problems).toEqual([{ code: 'silent', text: 'nobody is there' }]);
  });

  it('keeps nothing of what came too early', () => {
    const wire = new DatagramWire();
    const { hosted, says } = rogueOn(wire);
    says(streamAt(5, [1, 2, 3]));
    expect(hosted.link.keptBytes).toBe(3);
    hosted.link.destroy(wire.now);
    expect(hosted.link.keptBytes).toBe(0);
  });
});

describe('that nothing waits any more', () => {
  it('is not reported where nothing ever did', () => {
    const wire = new DatagramWire();
    const { guest } = wire.connect();
    guest.link.send(utf8.encode('at once'), wire.now);
    wire.pass(1_000);
    expect(guest.heard.drains).toBe(0);
  });

  /** A guest whose last bytes leave while it tells its host where it is, before it is asked what happened. */
  function drained() {
    const wire = new DatagramWire();
    const { guest } = wire.connect();
    wire.fate = ({ from }) => (from === guest.path ? [DELAY_MS] : []);
    const noise = new Uint8Array(13_000).map(() => wire.random32());
    expect(guest.link.send(noise, wire.now)).toBeGreaterThan(0);
    wire.pass(DELAY_MS + 30);
    for (const { bytes, to } of wire.sent) if (to === guest.path) guest.guest.receive(bytes, wire.now);
    expect(guest.link.queuedBytes).toBeGreaterThan(0);
    guest.link.announce(wire.now);
    expect(guest.link.queuedBytes).toBe(0);
    return { wire, guest };
  }

  it('is reported at once, whatever made it so', () => {
    const { wire, guest } = drained();
    expect([guest.link.deadline, guest.heard.drains]).toEqual([0, 0]);
    guest.link.tick(wire.now);
    guest.link.tick(wire.now);
    expect([guest.heard.drains, guest.link.deadline > wire.now]).toEqual([1, true]);
  });

  it('is not reported of a link that is over', () => {
    const { wire, guest } = drained();
    guest.link.destroy(wire.now);
    guest.link.tick(wire.now);
    expect([guest.heard.drains, guest.heard.problems.length]).toEqual([0, 1]);
  });
});

it('tells the peer at once that there is room, when reading goes on', () => {
  const wire = new DatagramWire();
  const { guest, hosted } = wire.connect();
  guest.link.pause(true, wire.now);
  hosted.link.send(
    new Uint8Array(RECEIVE_WINDOW).map(() => wire.random32()),
    wire.now,
  );
  wire.host.deadline = wire.now;
  wire.until(() => guest.link.keptBytes === RECEIVE_WINDOW);
  wire.pass(100);
  const before = wire.sentCount;
  guest.link.pause(false, wire.now);
  expect(wire.sentCount).toBe(before + 1);
});

it('takes a packet again of which there was no room for a piece', () => {
  const wire = new DatagramWire();
  const { hosted, says } = rogueOn(wire);
  const early = Array.from({ length: 2_048 }, (_, index) => streamAt(2 * index + 1, [7]));
  for (let at = 0; at < early.length; at += 64) says(early.slice(at, at + 64).flat(), at / 64);
  says(streamAt(5_000, [7]), 32);
  expect(hosted.link.keptBytes).toBe(2_048);
  says(streamAt(0, [0]), 32);
  expect(hosted.link.keptBytes).toBe(2_047);
});

function rogueOn(wire: DatagramWire) {
  const rogue = new HandmadeGuest(wire, RECEIVE_WINDOW);
  const says = (frames: readonly number[], number?: number) => rogue.says(frames, number);
  return { hosted: rogue.hosted, says };
}
