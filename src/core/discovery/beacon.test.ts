import { describe, expect, it } from 'vitest';
import { Beacon } from './beacon.ts';
import { readRoomPacket } from './room-packet.ts';

function rig() {
  const sent: { readonly at: number; readonly gone: boolean; readonly members: number }[] = [];
  let now = 0;
  let members = 1;
  const ports = {
    advert: () =>
      ({
        id: '0123456789abcdef0123456789abcdef',
        name: 'Studio',
        host: 'Ada',
        members,
        lock: 'open',
        plain: true,
        port: 8888,
      }) as const,
    broadcast: (packet: Uint8Array) => {
      const { advert, question } = readRoomPacket(packet)!;
      expect(question).toBeUndefined();
      sent.push({ at: now, gone: advert.gone, members: advert.members });
    },
  };
  const beacon = new Beacon(ports, now);
  return {
    beacon,
    sent,
    times: () => sent.map(({ at }) => at),
    grows: () => {
      members += 1;
      beacon.changed(now);
    },
    until: (end: number) => {
      while (beacon.deadline <= end) {
        now = beacon.deadline;
        beacon.tick(now);
      }
      now = end;
    },
  };
}

describe('a beacon', () => {
  it('goes out at the beginning, as one may get lost more than once, and then every 30 s', () => {
    const { until, times } = rig();
    until(62_000);
    expect(times()).toEqual([0, 400, 1_200, 31_200, 61_200]);
  });

  it('goes out anew when the network changes', () => {
    const { beacon, until, times } = rig();
    until(10_000);
    beacon.networkChanged(10_000);
    until(41_300);
    expect(times().slice(3)).toEqual([10_000, 10_400, 11_200, 41_200]);
  });

  it('tells of changes soon, and not of each of many', () => {
    const { grows, until, sent } = rig();
    until(10_000);
    for (let time = 0; time < 100; time += 1) {
      grows();
      until(10_000 + 100 * time);
    }
    until(20_000);
    expect(sent.slice(3).map(({ at }) => at)).toEqual([10_000, 15_000, 20_000]);
    expect(sent.at(-1)?.members).toBe(101);
  });

  it('says at the end that the room is gone, several times, and nothing after that', () => {
    const { beacon, grows, until, sent } = rig();
    until(2_000);
    beacon.end();
    grows();
    beacon.networkChanged(3_000);
    until(100_000);
    expect(sent.slice(3)).toEqual(Array(3).fill({ at: 2_000, gone: true, members: 1 }));
  });
});
