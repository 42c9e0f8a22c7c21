import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { concat, decodeAll, drain, lengthBytes, type ReceivedFrame, rawFrame } from '../../../tests/support/frames.ts';
import { BODY_MAX, HEADER_MAX } from './constants.ts';
import type { Frame } from './frame.ts';
import { FrameDecoder } from './frame-decoder.ts';
import { isProtocolError } from './protocol-error.ts';

/** `{"type":"bye"}` behind its length, byte for byte. */
const BYE = Uint8Array.of(14, 0, 0, 0, 123, 34, 116, 121, 112, 101, 34, 58, 34, 98, 121, 101, 34, 125);
/** `{"type":"x","total_size":3}` and the body `abc`. */
const WITH_BODY = concat([
  Uint8Array.of(27, 0, 0, 0),
  new TextEncoder().encode('{"type":"x","total_size":3}'),
  Uint8Array.of(97, 98, 99),
]);

function only(chunks: readonly Uint8Array[]) {
  const found = decodeAll(chunks);
  expect(found).toHaveLength(1);
  return found[0]!;
}

function codeOf(...chunks: Uint8Array[]) {
  const one = only(chunks);
  return isProtocolError(one) ? one.error : `a frame of type ${one.header.type}`;
}

describe('good frames', () => {
  it('reads a frame without a body from its literal bytes', () => {
    expect(only([BYE])).toEqual({ header: { type: 'bye' }, body: new Uint8Array(0), raw: BYE });
  });

  it('reads a frame with a body and keeps the frame as it travelled', () => {
    const frame = only([WITH_BODY]) as ReceivedFrame;
    expect(frame.body).toEqual(Uint8Array.of(97, 98, 99));
    expect(frame.raw).toEqual(WITH_BODY);
  });

  it('takes the length as little-endian, as struct.pack("<i", 300) writes it', () => {
    const header = `{"type":"${'a'.repeat(300 - 11)}"}`;
    const frame = only([concat([Uint8Array.of(0x2c, 0x01, 0, 0), new TextEncoder().encode(header)])]) as Frame;
    expect(frame.header.type).toHaveLength(289);
  });

  it('reads two frames that share a chunk, and the half of a third when its rest comes', () => {
    const decoder = new FrameDecoder();
    decoder.push(concat([BYE, WITH_BODY, BYE.subarray(0, 7)]));
    expect(drain(decoder).map((one) => (one as Frame).header.type)).toEqual(['bye', 'x']);
    decoder.push(BYE.subarray(7));
    expect(drain(decoder).map((one) => (one as Frame).header.type)).toEqual(['bye']);
  });

  it('reads the same frames wherever the stream is cut in two', () => {
    const stream = concat([BYE, WITH_BODY, BYE]);
    const whole = decodeAll([stream]);
    expect(whole).toHaveLength(3);
    for (let cut = 0; cut <= stream.length; cut += 1) {
      expect(decodeAll([stream.subarray(0, cut), stream.subarray(cut)]), `cut at byte ${cut}`).toEqual(whole);
    }
  });

  it('reads the same frames wherever the stream is cut in three', () => {
    const stream = concat([WITH_BODY, BYE]);
    const whole = decodeAll([stream]);
    for (let first = 0; first <= stream.length; first += 1) {
      for (let second = first; second <= stream.length; second += 1) {
        const chunks = [stream.subarray(0, first), stream.subarray(first, second), stream.subarray(second)];
        expect(decodeAll(chunks), `cut at ${first} and ${second}`).toEqual(whole);
      }
    }
  });

  it('does not mind empty chunks', () => {
    const nothing = new Uint8Array(0);
    expect(decodeAll([nothing, BYE.subarray(0, 3), nothing, BYE.subarray(3), nothing])).toHaveLength(1);
  });

  it('reads a header of exactly 65,535 bytes and a body of exactly 1 MiB', () => {
    const long = rawFrame(`{"type":"${'a'.repeat(HEADER_MAX - 11)}"}`);
    expect((only([long]) as ReceivedFrame).raw).toHaveLength(4 + HEADER_MAX);
    const big = rawFrame({ type: 'x', total_size: BODY_MAX }, new Uint8Array(BODY_MAX).fill(7));
    expect((only([big]) as Frame).body).toHaveLength(BODY_MAX);
  });

  it('takes an absent, null, zero or negative-zero total_size as no body', () => {
    for (const size of ['', ',"total_size":null', ',"total_size":0', ',"total_size":-0', ',"total_size":0.0']) {
      expect((only([rawFrame(`{"type":"x"${size}}`)]) as Frame).body, size).toHaveLength(0);
    }
  });

  it('keeps fields that it does not know, and a field named __proto__ changes nothing', () => {
    const frame = only([rawFrame('{"type":"x","later":[1],"__proto__":{"polluted":true}}')]) as Frame;
    expect(frame.header.later).toEqual([1]);
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
    expect((frame.header as { polluted?: boolean }).polluted).toBeUndefined();
  });

  it('finds every frame of any stream, however it is cut', () => {
    const frames = fc.array(fc.tuple(fc.string({ maxLength: 20 }), fc.uint8Array({ maxLength: 40 })), {
      maxLength: 8,
    });
    fc.assert(
      fc.property(frames, fc.array(fc.integer({ min: 1, max: 30 }), { maxLength: 40 }), (contents, cuts) => {
        const stream = concat(contents.map(([text, body]) => rawFrame({ type: text, total_size: body.length }, body)));
        const chunks: Uint8Array[] = [];
        let at = 0;
        for (const size of cuts) {
          chunks.push(stream.subarray(at, at + size));
          at += size;
        }
        chunks.push(stream.subarray(at));
        const found = decodeAll(chunks) as Frame[];
        expect(found.map(({ header, body }) => [header.type, body])).toEqual(
          contents.map(([text, body]) => [text.toWellFormed(), body]),
        );
      }),
    );
  });
});

describe('bad frames', () => {
  it.each([0, -1, -2_147_483_648, HEADER_MAX + 1, 2_147_483_647])('refuses a header length of %i', (length) => {
    expect(codeOf(lengthBytes(length))).toBe('bad_header_length');
  });

  it('refuses a header longer than the limit before its bytes arrive', () => {
    const decoder = new FrameDecoder();
    decoder.push(Uint8Array.of(0, 0, 1));
    expect(decoder.next()).toBeUndefined();
    decoder.push(Uint8Array.of(0));
    expect(decoder.next()).toMatchObject({ error: 'bad_header_length' });
  });

  it('refuses what a web browser or a text script says first', () => {
    expect(codeOf(new TextEncoder().encode('GET / HTTP/1.1\r\n\r\n'))).toBe('bad_header_length');
    expect(codeOf(new TextEncoder().encode('hello\n'))).toBe('bad_header_length');
  });

  it.each([
    ['no JSON', 'hello'],
    ['half of an object', '{"type":"x"'],
    ['an array', '["type"]'],
    ['null', 'null'],
    ['a string', '"type"'],
    ['a number', '7'],
    ['an object without type', '{}'],
    ['a type that is a number', '{"type":1}'],
    ['a type that is null', '{"type":null}'],
    ['NUL bytes', '\u0000\u0000'],
    ['a byte order mark before the object', '\ufeff{"type":"x"}'],
  ])('refuses a header that is %s', (_, header) => {
    expect(codeOf(rawFrame(header))).toBe('bad_header');
  });

  it.each([
    ['a lone continuation byte', [0x80]],
    ['an overlong form', [0xc0, 0xaf]],
    ['half of a surrogate pair', [0xed, 0xa0, 0x80]],
    ['a cut sequence', [0xe4, 0xbd]],
    ['a code point beyond Unicode', [0xf4, 0x90, 0x80, 0x80]],
  ])('refuses a header whose UTF-8 holds %s', (_, bad) => {
    const [before, after] = ['{"type":"', '"}'].map((text) => new TextEncoder().encode(text)) as [
      Uint8Array,
      Uint8Array,
    ];
    const header = concat([before, Uint8Array.from(bad), after]);
    expect(codeOf(concat([lengthBytes(header.length), header]))).toBe('bad_header');
  });

  it.each(['-1', '0.5', '1e400', '1048577', '9007199254740993', '"3"', 'true', '[]', '{}'])(
    'refuses a total_size of %s before the body arrives',
    (size) => {
      expect(codeOf(rawFrame(`{"type":"x","total_size":${size}}`))).toBe('bad_body_length');
    },
  );

  it('waits without a word for a body that never comes, and reserves nothing for it', () => {
    const decoder = new FrameDecoder();
    decoder.push(rawFrame({ type: 'x', total_size: BODY_MAX }));
    expect(decoder.next()).toBeUndefined();
    decoder.push(new Uint8Array(100));
    expect(decoder.next()).toBeUndefined();
  });

  it('names a breach once and is deaf from then on', () => {
    const decoder = new FrameDecoder();
    decoder.push(concat([BYE, lengthBytes(0), BYE]));
    expect(drain(decoder)).toHaveLength(2);
    decoder.push(BYE);
    expect(drain(decoder)).toEqual([]);
  });

  it('gives the good frames before a breach, wherever the stream is cut', () => {
    const stream = concat([BYE, rawFrame('[]'), BYE]);
    for (let cut = 0; cut <= stream.length; cut += 1) {
      const found = decodeAll([stream.subarray(0, cut), stream.subarray(cut)]);
      expect(found, `cut at byte ${cut}`).toMatchObject([{ header: { type: 'bye' } }, { error: 'bad_header' }]);
    }
  });

  it('never throws, whatever bytes come', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 50 })), (chunks) => {
        const breaches = decodeAll(chunks).filter(isProtocolError);
        expect(breaches.length).toBeLessThanOrEqual(1);
      }),
    );
    fc.assert(
      fc.property(fc.json(), (header) => {
        expect(decodeAll([rawFrame(header)]).length).toBeLessThanOrEqual(1);
      }),
    );
  });
});

describe('much at once, little at a time', () => {
  it('reads 10,000 frames of one chunk', () => {
    expect(decodeAll([concat(Array.from({ length: 10_000 }, () => BYE))])).toHaveLength(10_000);
  });

  it('reads 10,000 frames that come one byte per chunk', () => {
    const decoder = new FrameDecoder();
    const stream = concat(Array.from({ length: 10_000 }, () => BYE));
    let found = 0;
    for (let at = 0; at < stream.length; at += 1) {
      decoder.push(stream.subarray(at, at + 1));
      while (decoder.next() !== undefined) found += 1;
    }
    expect(found).toBe(10_000);
  });

  it('reads a body of 1 MiB one byte per chunk without copying it again for each byte', () => {
    const stream = rawFrame({ type: 'x', total_size: BODY_MAX }, new Uint8Array(BODY_MAX).fill(7));
    let copied = 0;
    const set = Uint8Array.prototype.set;
    // Counts instead of measuring time, which would depend on the machine.
    Uint8Array.prototype.set = function count(this: Uint8Array, ...given: [ArrayLike<number>, number?]) {
      copied += given[0].length;
      return set.apply(this, given);
    };
    try {
      const decoder = new FrameDecoder();
      let frame: ReturnType<FrameDecoder['next']>;
      for (let at = 0; at < stream.length; at += 1) {
        decoder.push(stream.subarray(at, at + 1));
        frame = decoder.next();
        if (at < stream.length - 1 && frame !== undefined) throw new Error(`a frame after ${at + 1} bytes`);
      }
      expect((frame as Frame).body).toHaveLength(BODY_MAX);
    } finally {
      Uint8Array.prototype.set = set;
    }
    // Each byte once when it comes, and at most twice more while the buffer doubles.
    expect(copied).toBeLessThan(3 * stream.length);
  });

  it('keeps a copy of what is half received, so that the chunk itself may be changed or dropped', () => {
    const decoder = new FrameDecoder();
    const chunk = BYE.slice(0, 10);
    decoder.push(chunk);
    expect(decoder.next()).toBeUndefined();
    chunk.fill(0);
    decoder.push(BYE.subarray(10));
    expect(decoder.next()).toMatchObject({ header: { type: 'bye' } });
  });

  it('holds no memory after a large frame was read', async () => {
    setFlagsFromString('--expose-gc');
    const collectGarbage = runInNewContext('gc') as () => void;
    const decoder = new FrameDecoder();
    const buffer = (() => {
      const stream = rawFrame({ type: 'x', total_size: BODY_MAX }, new Uint8Array(BODY_MAX));
      decoder.push(stream.subarray(0, 1_000));
      decoder.next();
      decoder.push(stream.subarray(1_000));
      const { body } = decoder.next() as Frame;
      decoder.next();
      return new WeakRef(body.buffer);
    })();
    // A WeakRef holds its target until the job that made it ends.
    await new Promise((resolve) => setImmediate(resolve));
    collectGarbage();
    expect(buffer.deref()).toBeUndefined();
    expect(decoder.next()).toBeUndefined();
  });
});
