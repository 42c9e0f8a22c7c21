import { type Answer, decode, encode, type Packet, type Question } from 'dns-packet';
import type { DnsMessage, DnsRecord } from '../../core/dns-sd/records.ts';

/** Records of one packet that are looked at; more of them fit into no packet that anybody means well with. */
const RECORDS_MOST = 256;

/** Reads a packet of DNS. @returns undefined for bytes that are none */
export function decodeDns(bytes: Uint8Array): DnsMessage | undefined {
  try {
    const packet = decode(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
    const { type, questions = [], answers = [], authorities = [], additionals = [] } = packet;
    if (type === undefined) return undefined;
    return {
      type,
      questions: questions.slice(0, RECORDS_MOST).map(({ name, type: kind }) => ({ name, type: kind })),
      answers: answers.slice(0, RECORDS_MOST).flatMap(recordOf),
      others: [...authorities, ...additionals].slice(0, RECORDS_MOST).flatMap(recordOf),
    };
  } catch {
    return undefined;
  }
}

/** Writes a packet of multicast DNS. What a query is about to claim goes as its authorities (RFC 6762, section 8.2). */
export function encodeDns({ type, questions, answers, others }: DnsMessage): Uint8Array {
  const isQuery = type === 'query';
  const written = others.map(answerOf);
  const packet: Packet = {
    type,
    // Authoritative, as every answer of multicast DNS is.
    flags: isQuery ? 0 : 0x0400,
    questions: questions.map((question): Question => ({ ...question, type: question.type as Question['type'] })),
    answers: answers.map(answerOf),
    authorities: isQuery ? written : [],
    additionals: isQuery ? [] : written,
  };
  return encode(packet);
}

function answerOf(record: DnsRecord): Answer {
  return record.type === 'TXT' ? { ...record, data: [...record.data] } : record;
}

/** A record as it came, its fields what they must be: the library reads bytes, and checks nothing of what they mean. */
function recordOf(answer: Answer): readonly DnsRecord[] {
  const { name, type } = answer;
  const ttl = 'ttl' in answer ? (answer.ttl ?? 0) : 0;
  switch (type) {
    case 'PTR':
      return [{ name, type, ttl, data: answer.data }];
    case 'SRV':
      return [{ name, type, ttl, data: { port: answer.data.port, target: answer.data.target } }];
    case 'TXT':
      return [{ name, type, ttl, data: [answer.data].flat().map(String) }];
    case 'A':
    case 'AAAA':
      return [{ name, type, ttl, data: answer.data }];
    default:
      return [];
  }
}
