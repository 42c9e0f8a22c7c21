import { describe, expect, it } from 'vitest';
import { Browser } from './browser.ts';
import { type DnsMessage, type DnsRecord, SERVICE } from './records.ts';

const ID = 'b'.repeat(32);
const NAME = `Lobby.${SERVICE}`;
const POINTER: DnsRecord = { name: SERVICE, type: 'PTR', ttl: 4_500, data: NAME };
const PLACE: DnsRecord = { name: NAME, type: 'SRV', ttl: 120, data: { port: 9_000, target: 'pc.local' } };
const TEXT: DnsRecord = { name: NAME, type: 'TXT', ttl: 4_500, data: ['v=1', `ID=${ID}`] };
const ADDRESS: DnsRecord = { name: 'pc.local', type: 'A', ttl: 120, data: '10.0.0.9' };
const CLAIM = { id: ID, address: '10.0.0.9', port: 9_000 };

function response(...answers: readonly DnsRecord[]): DnsMessage {
  return { type: 'response', questions: [], answers, others: [] };
}

/** A browser that has asked its first question. */
function browser(): Browser {
  const one = new Browser(0);
  one.due(0);
  return one;
}

describe('what others say of rooms', () => {
  it('is a claim once place and address are known, in whichever order they came', () => {
    expect(browser().receive(response(POINTER, PLACE, TEXT, ADDRESS), 0).here).toEqual([CLAIM]);
    expect(browser().receive(response(ADDRESS, TEXT, PLACE, POINTER), 0).here).toEqual([CLAIM]);
    const one = browser();
    expect(one.receive(response(ADDRESS), 0).here).toEqual([]);
    expect(one.receive(response(PLACE), 1).here).toEqual([{ ...CLAIM, id: undefined }]);
    expect(one.receive(response(TEXT), 2).here).toEqual([CLAIM]);
  });

  it('is asked for where something of it is missing, and for no name outside of the network', () => {
    const one = browser();
    one.receive(response(POINTER), 0);
    expect(one.due(100)[0]?.questions).toEqual([{ name: NAME.toLowerCase(), type: 'ANY' }]);
    one.receive(response(PLACE), 200);
    expect(one.due(300)[0]?.questions).toEqual([{ name: 'pc.local', type: 'A' }]);
    one.receive(response({ ...PLACE, data: { port: 1, target: 'www.example.org' } }), 400);
    expect(one.due(500)).toEqual([]);
  });

  it('is taken back by a time to live of nothing', () => {
    const one = browser();
    one.receive(response(POINTER, PLACE, TEXT, ADDRESS), 0);
    expect(one.receive(response({ ...POINTER, ttl: 0 }), 1).gone).toEqual([CLAIM]);
    expect(one.receive(response({ ...POINTER, ttl: 0 }), 2).gone).toEqual([]);
  });

  it('is nothing where it is of another service, at port 0, or in a question', () => {
    const one = browser();
    const other: DnsRecord = { ...PLACE, name: 'Lobby._http._tcp.local' };
    const nowhere: DnsRecord = { ...PLACE, data: { port: 0, target: 'pc.local' } };
    expect(one.receive(response(other, nowhere, ADDRESS), 0).here).toEqual([]);
    expect(one.receive({ ...response(PLACE, ADDRESS), type: 'query' }, 0).here).toEqual([]);
  });

  it('fills no memory: of ten thousand services the newest thousand are known', () => {
    const one = browser();
    one.receive(response(ADDRESS), 0);
    for (let i = 0; i < 10_000; i += 1) one.receive(response({ ...PLACE, name: `Room ${i}.${SERVICE}` }), i);
    const gone = (i: number) =>
      one.receive(response({ ...POINTER, data: `Room ${i}.${SERVICE}`, ttl: 0 }), 10_000).gone;
    expect(gone(8_999)).toEqual([]);
    expect(gone(9_000)).toHaveLength(1);
  });
});

it('asks at the start, ever more rarely, and at last once a minute', () => {
  const one = new Browser(0);
  const asked: number[] = [];
  for (let now = 0; now < 200_000; now += 100) if (one.due(now).length > 0) asked.push(now);
  expect(asked).toEqual([0, 1_000, 3_000, 9_000, 27_000, 87_000, 147_000]);
});
