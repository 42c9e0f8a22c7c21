import { describe, expect, it } from 'vitest';
import { REQUEST_BYTES, webVerdict } from './web-request.ts';

const HEADERS = '\r\nHost: lab:8888\r\n\r\n/nick owned\r\n';

describe('a request', () => {
  it.each([
    'GET / HTTP/1.1',
    'GET /a?b HTTP/1.0',
    'POST /say HTTP/1.1',
    'HEAD /favicon.ico HTTP/1.1',
    'OPTIONS * HTTP/1.1',
    'PUT /x HTTP/1.1',
    'CONNECT lab:8888 HTTP/1.1',
    'CONNECT [::1]:8888 HTTP/1.1',
    'GET http://lab:8888/ HTTP/1.1',
    'PRI * HTTP/2.0',
  ])('is known by its first bytes, before its line ends, wherever it is cut: %s', (line) => {
    expect(webVerdict(line.slice(0, line.indexOf(' HTTP')))).toBe('request');
    for (let cut = 1; cut < line.length; cut += 1)
      expect(webVerdict(line.slice(0, cut)), line.slice(0, cut)).not.toBe('none');
    expect(webVerdict(`${line}${HEADERS}`)).toBe('request');
  });

  it.each(['hello / HTTP/1.1', 'say /nick HTTP/1.1', 'gEt /x http/1.1', "it's /x HTTP/1.1"])(
    'of a method that nobody knows is known by its line: %s',
    (line) => {
      for (let cut = line.indexOf(' /') + 2; cut < line.indexOf(' HTTP'); cut += 1) {
        expect(webVerdict(line.slice(0, cut)), line.slice(0, cut)).toBe('open');
      }
      expect(webVerdict(`${line}${HEADERS}`)).toBe('request');
    },
  );

  it('whose line is longer than anybody waits for is known by its path', () => {
    const start = `hello /${'x'.repeat(REQUEST_BYTES)}`.slice(0, REQUEST_BYTES);
    expect([webVerdict(start.slice(0, -1)), webVerdict(start)]).toEqual(['open', 'request']);
  });
});

describe('text', () => {
  it.each([
    '',
    'hello',
    'hello world',
    'GETTING there',
    'GET\n',
    'GET up\n',
    'POST it\n',
    'DELETE that file\n',
    'look /etc/passwd\n',
    'what is HTTP/1.1\n',
    '/nick Bob\n',
    '/who',
    '\n',
    'ls /\0',
    '你好 /',
    'x'.repeat(REQUEST_BYTES),
    `two words ${'x'.repeat(REQUEST_BYTES)}`.slice(0, REQUEST_BYTES),
  ])('is none: %j', (text) => {
    expect(webVerdict(text)).toBe('none');
  });

  it('may become one while it is the beginning of one', () => {
    for (const text of ['G', 'GE', 'GET', 'GET ', 'GET h', 'ls /', 'ls /etc H', 'POST lab'])
      expect(webVerdict(text), text).toBe('open');
  });
});
