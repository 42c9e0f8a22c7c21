import { describe, expect, it } from 'vitest';
import { testCrypto } from '../../../tests/support/crypto.ts';
import { concat, rawFrame } from '../../../tests/support/frames.ts';
import type { Problem } from '../../shared/error-codes.ts';
import { SEALING_LIMITS } from '../../shared/secure/sealing-limits.ts';
import type { GuestSealing } from './guest-sealing.ts';
import { newIdentitySecret, openIdentity } from './identity-card.ts';
import { MESSAGE_1_SIZE } from './layout.ts';
import { certify } from './room-certificate.ts';
import { StreamGuest } from './stream-guest.ts';
import { type HostStep, StreamHost } from './stream-host.ts';

const HEADER = `{"type":"noise","total_size":${MESSAGE_1_SIZE}}`;
const NOW = 1_800_000_000_000;
const host = openIdentity(testCrypto, newIdentitySecret(testCrypto));
const guest = openIdentity(testCrypto, newIdentitySecret(testCrypto));
const room = testCrypto.signingPair(testCrypto.random(32));
const certified = { roomId: 'ab'.repeat(16), hostKey: host.card.key, from: NOW - 1, until: NOW + 1 };
const certificate = certify(testCrypto, room, certified);

function sealing(problem?: Problem, now = NOW): GuestSealing {
  return { crypto: testCrypto, identity: guest, wallNow: () => now, meets: () => problem };
}

function steps(end: StreamHost, chunk: Uint8Array): HostStep[] {
  end.push(chunk);
  const found: HostStep[] = [];
  for (let step = end.next(); step !== undefined; step = end.next()) found.push(step);
  return found;
}

function sentBy(found: readonly HostStep[]): Uint8Array {
  return concat(found.flatMap((step) => (step?.kind === 'send' ? [step.bytes] : [])));
}

/** Both ends, the host's answer to the first message given. */
function begun(from = sealing()) {
  const guestEnd = new StreamGuest(from);
  const hostEnd = new StreamHost(testCrypto, { identity: host, certificate });
  const start = guestEnd.start();
  return { guestEnd, hostEnd, start, answer: sentBy(steps(hostEnd, start)) };
}

describe('a handshake over a stream', () => {
  it('begins with the frames that docs/protocol.md shows: noise with the first message, and a ping', () => {
    const start = new StreamGuest(sealing()).start();
    const message = start.slice(4 + HEADER.length, 4 + HEADER.length + MESSAGE_1_SIZE);
    expect(start).toEqual(concat([rawFrame(HEADER, message), rawFrame('{"type":"ping","t":0}')]));
  });

  it('seals, however its bytes are cut, and hands on the records that came behind its messages', () => {
    const { guestEnd, answer, hostEnd } = begun();
    const outcomes = [...answer].map((byte) => guestEnd.receive(Uint8Array.of(byte)));
    const last = outcomes.pop();
    expect(outcomes.every((one) => one === undefined)).toBe(true);
    if (last?.kind !== 'sealed') throw new Error('not sealed');
    const records = Uint8Array.of(1, 2, 3);
    const [step] = steps(hostEnd, concat([last.message, records]));
    if (step?.kind !== 'sealed') throw new Error('not sealed');
    expect(step.rest).toEqual(records);
    expect(step.done.sendKey).toEqual(last.done.receiveKey);
    expect(step.done.security.key).toBe(guest.card.key);
    expect(last.done.security).toMatchObject({ key: host.card.key, certificate: { roomId: certified.roomId } });
  });

  it('passes over the line that greets a guest which was taken for one that speaks text', () => {
    const { guestEnd, answer } = begun();
    const greeting = new TextEncoder().encode('* Partyline: you are "guest 4711" in "Lab".\n');
    expect(guestEnd.receive(concat([greeting, answer]))).toMatchObject({ kind: 'sealed' });
  });
});

describe('a guest', () => {
  it.each([
    ['answers the ping', [{ type: 'pong', t: 0 }], 'clear'],
    ['wants a hello first', [{ type: 'error', code: 'hello_expected', text: '' }], 'clear'],
    ['says something else that hosts say', [{ type: 'event' }], 'clear'],
    ['has no place', [{ type: 'error', code: 'too_many_links', text: 'no' }], 'refused'],
    ['closes its room', [{ type: 'bye', code: 'host_stopped' }], 'refused'],
    ['sends back what it is told', [{ type: 'hello' }], 'refused'],
  ])('knows what a host knows that %s', (_, headers, kind) => {
    const end = new StreamGuest(sealing());
    end.start();
    expect(end.receive(concat(headers.map((header) => rawFrame(header))))).toMatchObject({ kind });
  });

  it('waits for a host that has many handshakes to do, and goes on then', () => {
    const { guestEnd, answer } = begun();
    expect(guestEnd.receive(rawFrame({ type: 'waiting' }))).toBeUndefined();
    expect(guestEnd.receive(answer)).toMatchObject({ kind: 'sealed' });
  });

  it.each([
    ['one that is not known: it may know nothing of handshakes', undefined, { kind: 'clear' }],
    [
      'one that it would not speak to in clear',
      'host_in_clear',
      { kind: 'refused', problem: { code: 'host_in_clear' } },
    ],
    ['one that sealed before: it is out of reach', 'downgraded', { kind: 'refused', problem: { code: 'timed_out' } }],
  ] as const)('knows what the silence of a host means: of %s', (_, code, outcome) => {
    const inClear: Problem | undefined = code && { code, text: '' };
    const end = new StreamGuest({ ...sealing(), inClear });
    end.start();
    expect(end.silent()).toMatchObject(outcome);
  });

  it('knows an echo by its own first message', () => {
    const end = new StreamGuest(sealing());
    expect(end.receive(end.start())).toMatchObject({ kind: 'refused', problem: { code: 'not_a_room' } });
  });

  it('takes text that is no greeting for no room', () => {
    const end = new StreamGuest(sealing());
    end.start();
    const text = new TextEncoder().encode('HTTP/1.1 400 Bad Request\r\n\r\n');
    expect(end.receive(text)).toMatchObject({ kind: 'refused', problem: { code: 'not_a_room' } });
  });

  it.each([
    ['whom it does not want', sealing({ code: 'room_unproven', text: '' }), 'room_unproven'],
    ['whose certificate is over', sealing(undefined, NOW + 1), 'certificate_expired'],
  ])('reveals nothing to a host %s', (_, from, code) => {
    const { guestEnd, answer } = begun(from);
    expect(guestEnd.receive(answer)).toEqual({ kind: 'refused', problem: expect.objectContaining({ code }) });
  });

  it('notices each bit that is changed in what the host answers', () => {
    for (let at = 0; at < begun().answer.length; at += 1) {
      const { guestEnd, answer } = begun();
      answer[at] = (answer[at] as number) ^ 1;
      expect([at, guestEnd.receive(answer)?.kind ?? 'waits']).not.toEqual([at, 'sealed']);
    }
  });
});

describe('a host', () => {
  it('passes over what is no message of the handshake, up to so many bytes', () => {
    const { guestEnd, hostEnd, answer } = begun();
    const outcome = guestEnd.receive(answer);
    if (outcome?.kind !== 'sealed') throw new Error('not sealed');
    expect(steps(hostEnd, rawFrame({ type: 'hello', v: 1 }))).toEqual([]);
    expect(steps(hostEnd, outcome.message)).toMatchObject([{ kind: 'sealed' }]);
  });

  it('is done with who sends more than a handshake needs, in one frame or in many', () => {
    const large = rawFrame({ type: 'noise', total_size: 1_000_000 }, new Uint8Array(SEALING_LIMITS.handshakeBytes + 1));
    expect(steps(begun().hostEnd, large)).toEqual([{ kind: 'failed' }]);
    const many = Array.from({ length: SEALING_LIMITS.handshakeBytes / 10 }, () => rawFrame({ type: 'ping', t: 1 }));
    expect(steps(begun().hostEnd, concat(many))).toEqual([{ kind: 'failed' }]);
  });

  it.each([
    [
      'a first message that is too short',
      rawFrame({ type: 'noise', total_size: MESSAGE_1_SIZE - 1 }, new Uint8Array(MESSAGE_1_SIZE - 1)),
    ],
    ['what is no frame', new TextEncoder().encode('what?')],
  ])('is done with %s', (_, bytes) => {
    const end = new StreamHost(testCrypto, { identity: host, certificate });
    expect(steps(end, bytes)).toEqual([{ kind: 'failed' }]);
  });
});
