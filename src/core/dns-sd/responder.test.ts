import { describe, expect, it } from 'vitest';
import type { RoomAdvert } from '../discovery/room-advert.ts';
import { ALL_SERVICES, type DnsMessage, type DnsRecord, labelOf, SERVICE } from './records.ts';
import { Responder } from './responder.ts';

const TARGET = 'partyline-00000001.local';

function advert(change: Partial<RoomAdvert> = {}): RoomAdvert {
  return {
    id: 'a'.repeat(32),
    name: 'Design review',
    host: 'Ada',
    members: 3,
    lock: 'open',
    plain: true,
    port: 8888,
    ...change,
  };
}

function query(name: string, type: string, answers: readonly DnsRecord[] = []): DnsMessage {
  return { type: 'query', questions: [{ name, type }], answers, others: [] };
}

function claimBy(target: string, name = `Design review.${SERVICE}`): DnsRecord {
  return { name, type: 'SRV', ttl: 120, data: { port: 8888, target } };
}

/** A responder whose room is told by now, and all that it sent until then. */
function told(adverts: readonly RoomAdvert[] = [advert()], target = TARGET) {
  const responder = new Responder(target, () => 0.5);
  responder.setAddresses(['10.0.0.1'], 0);
  responder.announce(adverts, 0);
  const sent: DnsMessage[] = [];
  for (let now = 0; now <= 10_000; now += 10) sent.push(...responder.due(now));
  return { responder, sent };
}

/** What it sends within the next second. */
function next(responder: Responder, from: number): readonly DnsMessage[] {
  return Array.from({ length: 101 }, (_, i) => responder.due(from + i * 10)).flat();
}

describe('a room that is announced', () => {
  it('has its name asked for three times before it is told, and told three times', () => {
    const { sent } = told();
    expect(sent.map(({ type }) => type)).toEqual(['query', 'query', 'query', 'response', 'response', 'response']);
    expect(sent[0]?.questions).toEqual([{ name: `Design review.${SERVICE}`, type: 'ANY' }]);
    expect(sent[0]?.others).toMatchObject([{ type: 'SRV' }]);
  });

  it('is told with where it is, what it says of itself, and this computer’s address', () => {
    const [answer] = told().sent.filter(({ type }) => type === 'response');
    expect(answer?.answers).toMatchObject([{ type: 'PTR', name: SERVICE, data: `Design review.${SERVICE}` }]);
    const [place, text, address] = answer?.others ?? [];
    expect(place).toMatchObject({ type: 'SRV', data: { port: 8888, target: TARGET }, flush: true });
    expect(text?.data).toEqual(['v=1', `id=${'a'.repeat(32)}`, 'host=Ada', 'n=3', 'lock=open', 'plain=1']);
    expect(address).toMatchObject({ type: 'A', name: TARGET, data: '10.0.0.1' });
  });

  it('is told to who asks, once however many ask, and not within the next second', () => {
    const { responder } = told();
    for (let i = 0; i < 100; i += 1) responder.receive(query(SERVICE, 'PTR'), 20_000);
    expect(next(responder, 20_000)).toHaveLength(1);
    responder.receive(query(SERVICE, 'PTR'), 20_500);
    expect(responder.deadline).toBeGreaterThanOrEqual(21_070);
  });

  it('is found by its name, its computer’s name, and in the list of services', () => {
    for (const [name, type] of [
      [`design REVIEW.${SERVICE}`, 'SRV'],
      [`Design review.${SERVICE}`, 'TXT'],
      [TARGET, 'A'],
      [ALL_SERVICES, 'PTR'],
    ] as const) {
      const { responder } = told();
      responder.receive(query(name, type), 20_000);
      expect(next(responder, 20_000), name).toHaveLength(1);
    }
  });

  it('is not told to who knows it, nor to who asks for another service', () => {
    const { responder } = told();
    const known: DnsRecord = { name: SERVICE, type: 'PTR', ttl: 4_500, data: `Design review.${SERVICE}` };
    responder.receive(query(SERVICE, 'PTR', [known]), 20_000);
    responder.receive(query('_http._tcp.local', 'PTR'), 20_000);
    responder.receive(query(SERVICE, 'AAAA'), 20_000);
    expect(responder.deadline).toBe(Number.POSITIVE_INFINITY);
  });

  it('takes leave when it ends', () => {
    const { responder } = told();
    responder.announce([], 20_000);
    const [leave, ...others] = next(responder, 20_000);
    expect(leave?.answers.map(({ type, ttl }) => [type, ttl])).toEqual([
      ['PTR', 0],
      ['SRV', 0],
      ['TXT', 0],
    ]);
    expect(others).toEqual([]);
  });

  it('is told again when it changes, every two seconds at most', () => {
    const { responder } = told();
    responder.announce([advert({ members: 4 })], 20_000);
    expect(next(responder, 20_000)[0]?.others[1]?.data).toContain('n=4');
    for (let members = 5; members < 100; members += 1) responder.announce([advert({ members })], 21_001);
    expect(next(responder, 21_001)).toEqual([]);
    expect(next(responder, 22_500)[0]?.others[1]?.data).toContain('n=99');
    for (let now = 24_000; now < 30_000; now += 1_000) next(responder, now);
    responder.announce([advert({ members: 99 })], 40_000);
    expect(responder.deadline).toBe(Number.POSITIVE_INFINITY);
  });

  it('keeps every packet within a frame of Ethernet, however many rooms there are', () => {
    const adverts = Array.from({ length: 9 }, (_, i) => advert({ id: `${i}`.repeat(32), name: `Room ${i}` }));
    const { responder } = told(adverts);
    responder.receive(query(SERVICE, 'PTR'), 20_000);
    expect(next(responder, 20_000).map(({ answers }) => answers.length)).toEqual([2, 2, 2, 2, 1]);
  });
});

describe('a name that somebody else has', () => {
  it('is left to them, and another one is taken', () => {
    const responder = new Responder(TARGET, () => 0.5);
    responder.announce([advert()], 0);
    responder.due(0);
    responder.receive({ type: 'response', questions: [], answers: [claimBy('other.local')], others: [] }, 10);
    const sent = Array.from({ length: 300 }, (_, i) => responder.due(10 + i * 10)).flat();
    const answer = sent.find(({ type }) => type === 'response');
    expect(answer?.answers[0]?.data).toBe(`Design review (2).${SERVICE}`);
  });

  it('stays with one of two who want it at the same time, and both know with which', () => {
    const rivals = ['partyline-00000001.local', 'partyline-00000002.local'].map((target) => {
      const responder = new Responder(target, () => 0.5);
      responder.announce([advert()], 0);
      return responder;
    });
    const names = rivals.map(() => '');
    for (let now = 0; now < 5_000; now += 10) {
      rivals.forEach((one, i) => {
        for (const message of one.due(now)) {
          if (message.type === 'response') names[i] = String(message.answers[0]?.data);
          for (const other of rivals) if (other !== one) other.receive(message, now);
        }
      });
    }
    expect(names.toSorted()).toEqual([`Design review (2).${SERVICE}`, `Design review.${SERVICE}`]);
  });

  it('is defended by who told of it first', () => {
    const { responder } = told();
    const probe: DnsMessage = {
      type: 'query',
      questions: [{ name: `Design review.${SERVICE}`, type: 'ANY' }],
      answers: [],
      others: [claimBy('zzz.local')],
    };
    responder.receive(probe, 20_000);
    expect(next(responder, 20_000)[0]?.answers[0]?.data).toBe(`Design review.${SERVICE}`);
  });
});

describe('a room’s name as a label', () => {
  it('has no dot, and at most 63 bytes, whatever is behind it', () => {
    expect(labelOf('v1.2', 1)).toBe('v1\u20242');
    expect(labelOf('会'.repeat(64), 1)).toBe('会'.repeat(21));
    expect(labelOf('会'.repeat(64), 2)).toBe(`${'会'.repeat(19)} (2)`);
    expect(labelOf('👩‍👩‍👧‍👦'.repeat(16), 1)).toBe('👩‍👩‍👧‍👦'.repeat(2));
  });
});
