import { describe, expect, it } from 'vitest';
import { DEFAULT_LIMITS } from '../../shared/limits.ts';
import type { Path } from '../datagram/path.ts';
import type { PlainDatagramLink } from './plain-datagram-link.ts';
import { PlainDatagrams, type PlainDatagramsOptions } from './plain-datagrams.ts';

const utf8 = new TextEncoder();

interface Heard {
  readonly link: PlainDatagramLink;
  readonly texts: string[];
  closed: string | undefined;
}

/** Plain guests over UDP, whose room only writes down what it hears. */
class Rig {
  now = 0;
  readonly sent: { readonly text: string; readonly to: Path }[] = [];
  readonly guests: Heard[] = [];
  readonly datagrams: PlainDatagrams;

  constructor(options: Partial<PlainDatagramsOptions> = {}) {
    this.datagrams = new PlainDatagrams(
      { ...DEFAULT_LIMITS, isLetIn: true, ...options },
      {
        transmit: (bytes, to) => void this.sent.push({ text: Buffer.from(bytes).toString(), to }),
        randomHex: (digits) => 'c0de'.repeat(digits).slice(0, digits),
        accept: (link) => {
          const heard: Heard = { link, texts: [], closed: undefined };
          this.guests.push(heard);
          return {
            received: (lines) =>
              void heard.texts.push(...lines.map((line) => (line.kind === 'text' ? line.text : line.kind))),
            closed: ({ code }) => {
              heard.closed = code;
            },
          };
        },
      },
      0,
    );
  }

  receive(datagram: string | Uint8Array, port = 5_000, address = '10.0.0.1'): void {
    const bytes = typeof datagram === 'string' ? utf8.encode(datagram) : datagram;
    this.datagrams.receive(bytes, { address, port }, this.now);
  }

  /** What was sent since the last call. */
  takeSent(): string[] {
    return this.sent.splice(0).map(({ text }) => text);
  }
}

describe('guests', () => {
  it('are told apart by address and port', () => {
    const rig = new Rig();
    rig.receive('one');
    rig.receive('two', 5_001);
    rig.receive('three', 5_000, '10.0.0.2');
    rig.receive('four');
    expect(rig.guests.map(({ texts }) => texts)).toEqual([['one', 'four'], ['two'], ['three']]);
    expect(rig.guests[1]?.link).toMatchObject({ address: '10.0.0.1', port: 5_001 });
  });

  it('do not begin with an empty datagram, which is answered, though not without end', () => {
    const rig = new Rig();
    for (let n = 0; n < 100; n += 1) rig.receive('');
    expect([rig.guests, rig.datagrams.size]).toEqual([[], 0]);
    expect(rig.takeSent()).toEqual(Array.from({ length: 10 }, () => '* Partyline: that datagram is empty.\n'));
    rig.receive('hi');
    rig.receive('');
    expect(rig.guests.map(({ texts }) => texts)).toEqual([['hi']]);
  });

  it('that send what is no text are none, and are not answered; one who is here hears why', () => {
    const rig = new Rig();
    rig.receive(Uint8Array.of(0x61, 1, 2));
    expect([rig.guests, rig.sent, rig.datagrams.size]).toEqual([[], [], 0]);
    rig.receive('hi');
    rig.receive(Uint8Array.of(0x61, 1, 2));
    expect(rig.guests[0]?.texts).toEqual(['hi', 'unreadable']);
  });

  it('are forgotten when they say nothing for long, each in its time', () => {
    const rig = new Rig({ plainDatagramSilenceMs: 1_000 });
    rig.receive('one');
    rig.now = 600;
    rig.receive('two', 5_001);
    expect(rig.datagrams.deadline).toBe(1_000);
    rig.now = 1_000;
    rig.datagrams.tick(rig.now);
    expect(rig.guests.map(({ closed }) => closed)).toEqual(['silent', undefined]);
    expect(rig.takeSent()).toEqual(['* You were silent for long and are not here any more.\n']);
    rig.receive('back');
    expect(rig.guests).toHaveLength(3);
    expect(rig.datagrams.deadline).toBe(1_600);
  });

  it('that the room lets go begin anew with their next datagram', () => {
    const rig = new Rig();
    rig.receive('exit');
    rig.guests[0]?.link.close();
    expect([rig.guests[0]?.closed, rig.datagrams.size]).toEqual(['link_lost', 0]);
    rig.receive('again');
    expect(rig.guests).toHaveLength(2);
  });

  it('are so many at most, and so many of one address; the others are told, though not without end', () => {
    const rig = new Rig({ plainDatagramGuests: 5, plainDatagramGuestsPerAddress: 3 });
    for (let port = 1; port <= 4; port += 1) rig.receive('hi', port);
    for (let port = 1; port <= 4; port += 1) rig.receive('hi', port, '10.0.0.2');
    expect(rig.guests).toHaveLength(5);
    expect(rig.takeSent()).toHaveLength(3);
    for (let port = 1; port <= 1_000; port += 1) rig.receive('hi', port, '10.0.0.3');
    expect([rig.guests.length, rig.datagrams.size]).toEqual([5, 5]);
    expect(rig.takeSent().length).toBeLessThanOrEqual(10);
  });

  it('are told so where the room lets in none, and no state is kept for them', () => {
    const rig = new Rig({ isLetIn: false });
    for (let n = 0; n < 100; n += 1) rig.receive('hi');
    expect([rig.guests.length, rig.datagrams.size]).toEqual([0, 0]);
    expect(rig.takeSent().length).toBeLessThanOrEqual(10);
  });
});

describe('the way back to who has shown that it hears', () => {
  function guest(options: Partial<PlainDatagramsOptions> = {}): { rig: Rig; send: (text: string) => void } {
    const rig = new Rig(options);
    rig.receive('hi');
    rig.receive('/hear C0DEC0DE');
    expect(rig.takeSent()).toEqual(['* You hear all from now on.\n']);
    return { rig, send: (text) => void rig.guests[0]?.link.send(utf8.encode(text)) };
  }

  it('carries a line in each datagram', () => {
    const { rig, send } = guest();
    send('one\ntwo\n');
    expect(rig.sent).toEqual([
      { text: 'one\n', to: { address: '10.0.0.1', port: 5_000 } },
      { text: 'two\n', to: { address: '10.0.0.1', port: 5_000 } },
    ]);
  });

  it('carries a long line in several of at most 1,024 bytes, cut between characters', () => {
    const { rig, send } = guest();
    const line = `${'你'.repeat(800)}😀\n`;
    send(line);
    expect(rig.sent.every(({ text }) => utf8.encode(text).length <= 1_024)).toBe(true);
    expect(rig.takeSent().join('')).toBe(line);
  });

  it('carries so much only until the guest speaks again, and says so', () => {
    const { rig, send } = guest({ plainDatagramBytes: 20 });
    for (let n = 0; n < 100; n += 1) send(`line ${n}\n`);
    expect(rig.takeSent()).toEqual([
      'line 0\n',
      'line 1\n',
      '* Say something to hear more: over UDP nobody knows whether you still listen.\n',
    ]);
    rig.receive('more');
    expect(rig.takeSent()).toEqual(['* 98 lines were left out.\n']);
    send('line\n');
    expect(rig.takeSent()).toEqual(['line\n']);
  });

  it('ends at an end that sends back what it is told, in whatever way, or two would talk for ever', () => {
    for (const change of [(t: string) => t, (t: string) => `data:${t}`, (t: string) => t.toUpperCase()]) {
      const { rig, send } = guest();
      send('* Partyline: you are "guest 5000" in "Lab".\n* guest 5000 joined\nguest 5000: hi\n');
      for (const text of rig.takeSent()) rig.receive(change(text));
      expect(rig.guests).toHaveLength(1);
      expect(rig.guests[0]).toMatchObject({ texts: ['hi'], closed: 'bad_message' });
      send('anything\n');
      expect(rig.takeSent()).toEqual([]);
    }
  });

  it('never begins with who begins with our own greeting: that is another host', () => {
    const rig = new Rig();
    rig.receive('* Partyline: you are "guest 8888" in "Other".\n');
    expect([rig.guests, rig.sent, rig.datagrams.size]).toEqual([[], [], 0]);
  });
});

describe('the way back to an address that may be forged', () => {
  const HINT = '* Lines are left out; /hear c0dec0de lets you hear all.\n';
  const carried = (texts: readonly string[]) => texts.reduce((sum, text) => sum + 28 + utf8.encode(text).length, 0);

  function guest(options: Partial<PlainDatagramsOptions> = {}): { rig: Rig; send: (text: string) => void } {
    const rig = new Rig({ plainDatagramFirstBytes: 0, ...options });
    rig.receive('hi');
    return { rig, send: (text) => void rig.guests[0]?.link.send(utf8.encode(text)) };
  }

  it('carries no more than three times what came, headers counted both ways, whatever the room says', () => {
    for (const size of [1, 2, 10, 100, 1_400]) {
      const rig = new Rig({ plainDatagramFirstBytes: 0 });
      let came = 0;
      for (let round = 0; round < 20; round += 1) {
        rig.receive('x'.repeat(size));
        came += 28 + size;
        for (let n = 0; n < 5; n += 1) rig.guests[0]?.link.send(utf8.encode(`Ann: ${'y'.repeat(n * 300)}\n`.repeat(3)));
      }
      const sent = rig.takeSent();
      expect(carried(sent), `${size}`).toBeLessThanOrEqual(3 * came);
      expect(sent.length).toBeGreaterThanOrEqual(20);
    }
  });

  it('carries the newest lines of those that came together, and says that others are left out', () => {
    const { rig, send } = guest();
    send('one\ntwo\n');
    expect(rig.takeSent()).toEqual(['one\n', 'two\n']);
    rig.receive('x'.repeat(20));
    send('one\ntwo\nthree\nfour\nfive\nsix\n');
    expect(rig.takeSent()).toEqual(['five\n', 'six\n', HINT]);
  });

  it('answers each datagram at least with the beginning of a line', () => {
    const { rig, send } = guest();
    rig.takeSent();
    for (const line of [`你好${'啊'.repeat(500)}\n`, `${'x'.repeat(9_000)}\n`]) {
      send(line);
      const [answer = ''] = rig.takeSent();
      expect(line.startsWith(answer.replace('…\n', ''))).toBe(true);
      expect(answer.length).toBeGreaterThan(10);
      rig.receive('a');
    }
  });

  it('carries all to who says the code that it was told, and no other', () => {
    const { rig, send } = guest();
    rig.receive('/hear 12345678');
    expect(rig.takeSent()).toEqual(['* That is not your code.\n']);
    send('x\n'.repeat(100));
    expect(rig.takeSent().length).toBeLessThan(10);
    rig.receive('/hear c0dec0de');
    rig.takeSent();
    send('x\n'.repeat(100));
    expect(rig.takeSent()).toHaveLength(100);
    expect(rig.guests[0]?.texts, 'nothing of it is said').toEqual(['hi']);
  });

  it('carries a little more at first, but not to any number of newcomers', () => {
    const rig = new Rig({ plainDatagramGuests: 1_000, plainDatagramGuestsPerAddress: 1_000 });
    for (let port = 1; port <= 200; port += 1) rig.receive('a', port);
    for (const { link } of rig.guests) link.send(utf8.encode('line\n'.repeat(100)));
    const beyond = carried(rig.takeSent()) - 3 * 200 * 29;
    expect(beyond).toBeGreaterThan(60 * 300);
    expect(beyond).toBeLessThanOrEqual(64 * 512);
  });

  it('answers who is not let in no more than three times what came either', () => {
    const rig = new Rig({ plainDatagramGuests: 1, plainDatagramGuestsPerAddress: 1 });
    rig.receive('a', 1);
    rig.receive('a', 2);
    rig.receive('', 3);
    const closed = new Rig({ isLetIn: false });
    closed.receive('a');
    for (const text of [...rig.takeSent(), ...closed.takeSent()])
      expect(carried([text]), text).toBeLessThanOrEqual(3 * 28);
  });

  it("never begins with who searches for devices, which is of HTTP's kind", () => {
    const rig = new Rig();
    rig.receive('M-SEARCH * HTTP/1.1\r\nHost: 239.255.255.250:1900\r\n\r\n');
    expect([rig.guests, rig.sent]).toEqual([[], []]);
  });
});
