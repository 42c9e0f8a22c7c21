import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type DnsMessage, labelOf, SERVICE } from '../../core/dns-sd/records.ts';
import { decodeDns, encodeDns } from './dns-codec.ts';

const NAME = `${labelOf('v1.2 会议'.repeat(12), 2)}.${SERVICE}`;
const ANSWER: DnsMessage = {
  type: 'response',
  questions: [],
  answers: [{ name: SERVICE, type: 'PTR', ttl: 4_500, data: NAME }],
  others: [
    { name: NAME, type: 'SRV', ttl: 120, data: { port: 8_888, target: 'partyline-1.local' } },
    { name: NAME, type: 'TXT', ttl: 4_500, data: ['v=1', 'host=Ада'] },
    { name: 'partyline-1.local', type: 'A', ttl: 120, data: '10.0.0.1' },
    { name: 'partyline-1.local', type: 'AAAA', ttl: 120, data: 'fe80::1' },
  ],
};
const QUERY: DnsMessage = {
  type: 'query',
  questions: [{ name: SERVICE, type: 'PTR' }],
  answers: ANSWER.answers,
  others: ANSWER.others.slice(0, 1),
};

describe('packets of DNS', () => {
  it.each([ANSWER, QUERY])('are read as they were written: %#', (message) => {
    expect(decodeDns(encodeDns(message))).toEqual(message);
  });

  it('say where a record replaces those of before, and that whoever answers may', () => {
    const [service] = ANSWER.others;
    const bytes = encodeDns({ ...ANSWER, answers: [{ ...service!, flush: true } as never], others: [] });
    expect(bytes[2]).toBe(0x84);
    const after = bytes.indexOf(0x21) + 1;
    expect([bytes[after], bytes[after + 1]]).toEqual([0x80, 0x01]);
  });

  it('that are none are nothing, whatever stands in them, and throw nothing', () => {
    const anyBytes = fc.uint8Array({ maxLength: 600 });
    fc.assert(
      fc.property(anyBytes, (bytes) => {
        decodeDns(bytes);
      }),
    );
    expect(decodeDns(new Uint8Array(11))).toBeUndefined();
  });

  it('that were damaged anywhere throw nothing, and have only records of which each field is what it must be', () => {
    const good = encodeDns(ANSWER);
    fc.assert(
      fc.property(fc.nat(good.length - 1), fc.integer({ min: 0, max: 255 }), (at, byte) => {
        const damaged = Uint8Array.from(good, (one, i) => (i === at ? byte : one));
        for (const record of [decodeDns(damaged)].flatMap((one) => [...(one?.answers ?? []), ...(one?.others ?? [])])) {
          expect(typeof record.name).toBe('string');
          expect(record.type === 'SRV' ? typeof record.data.port : typeof record.data).toMatch(/number|string|object/);
        }
      }),
    );
  });
});
