import { expect, it } from 'vitest';
import { formatInvite, inviteLink, parseInvite } from './invite.ts';

const FINGERPRINT = '0123456789abcdef0123456789abcdef';

it.each([
  { host: '192.168.1.20', port: 8888 },
  { host: 'fd00::20', port: 8889 },
  { host: 'lab.local', port: 1 },
])('an invite to %j is read as it was written, with a fingerprint and without', (address) => {
  for (const fingerprint of [undefined, FINGERPRINT]) {
    expect(parseInvite(inviteLink(address, fingerprint))).toEqual({ ok: true, value: { address, fingerprint } });
    expect(parseInvite(formatInvite({ address, fingerprint }))).toEqual({ ok: true, value: { address, fingerprint } });
  }
});

it.each([
  `partyline://192.168.1.20:8888?key=${FINGERPRINT}`,
  `PARTYLINE://192.168.1.20:8888/?KEY=${FINGERPRINT.toUpperCase()}`,
  ` 192.168.1.20?key=${FINGERPRINT}\n`,
  `192.168.1.20：8888？key＝${FINGERPRINT}`,
])('is read with patience: %j', (text) => {
  expect(parseInvite(text)).toEqual({
    ok: true,
    value: { address: { host: '192.168.1.20', port: 8888 }, fingerprint: FINGERPRINT },
  });
});

it.each([
  `host?key=${FINGERPRINT.slice(1)}`,
  `host?key=${FINGERPRINT}0`,
  `host?key=`,
  `host?key=${FINGERPRINT}&x=1`,
  `host?x=1&key=${FINGERPRINT}`,
  `host?key=${'g'.repeat(32)}`,
  `?key=${FINGERPRINT}`,
  `host?key=${FINGERPRINT}?key=${FINGERPRINT}`,
])('a fingerprint that is none is not passed over, so that nobody joins another room by it: %j', (text) => {
  expect(parseInvite(text).ok).toBe(false);
});
