import { expect, it } from 'vitest';
import { isTrustedSender } from './trusted-sender.ts';

const origin = 'partyline-app://app';
const frame = (url: string, parent: object | null = null) => ({ url, parent }) as Parameters<typeof isTrustedSender>[0];

it('trusts our own page in the top frame', () => {
  expect(isTrustedSender(frame('partyline-app://app/'), origin)).toBe(true);
  expect(isTrustedSender(frame('partyline-app://app/index.html#room'), origin)).toBe(true);
});

it.each([
  ['a frame that is gone', null],
  ['a frame inside the page', frame('partyline-app://app/', {})],
  ['a web page', frame('https://example.org/partyline-app://app/')],
  ['a host that begins like ours', frame('partyline-app://app.example.org/')],
  ['a blank page', frame('about:blank')],
  ['a file', frame('file:///app/index.html')],
])('does not trust %s', (_what, stranger) => {
  expect(isTrustedSender(stranger, origin)).toBe(false);
});
