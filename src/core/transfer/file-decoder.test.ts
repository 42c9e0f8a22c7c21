import { describe, expect, it } from 'vitest';
import { joinBytes } from '../join-bytes.ts';
import { encodeFrame, utf8Bytes } from '../wire/frame-writer.ts';
import { isProtocolError, protocolError } from '../wire/protocol-error.ts';
import { FileDecoder } from './file-decoder.ts';
import { FirstFrame } from './first-frame.ts';

/** A decoder and what it told: headers' types, bytes as text, and ends. */
function reader() {
  const told: string[] = [];
  const decoder = new FileDecoder({
    header: ({ type, total_size }) => {
      told.push(type);
      return type === 'bad' ? protocolError('bad_message', 'no') : Number(total_size ?? 0);
    },
    bytes: (chunk) => {
      const last = told.at(-1) ?? '';
      const text = Buffer.from(chunk).toString();
      if (last.startsWith('"')) told.splice(-1, 1, `${last}${text}`);
      else told.push(`"${text}`);
    },
    end: () => told.push('end'),
  });
  return { told, decoder };
}

const HELLO = utf8Bytes('hello');
const STREAM = joinBytes([
  encodeFrame({ type: 'put', total_size: 5 }),
  HELLO,
  encodeFrame({ type: 'fetch' }),
  encodeFrame({ type: 'put', total_size: 1 }),
  utf8Bytes('!'),
]);
const TOLD = ['put', '"hello', 'end', 'fetch', 'end', 'put', '"!', 'end'];

describe('headers and the bytes behind them', () => {
  it('are found wherever the stream is cut in two', () => {
    for (let cut = 0; cut <= STREAM.length; cut += 1) {
      const { told, decoder } = reader();
      expect(decoder.push(STREAM.subarray(0, cut))).toBeUndefined();
      expect(decoder.push(STREAM.subarray(cut))).toBeUndefined();
      expect(told, `cut at ${cut}`).toEqual(TOLD);
    }
  });

  it('are found when one byte comes at a time', () => {
    const { told, decoder } = reader();
    for (const byte of STREAM) decoder.push(Uint8Array.of(byte));
    expect(told).toEqual(TOLD);
  });

  it.each([
    ['a length of zero', [0, 0, 0, 0], 'bad_header_length'],
    ['a negative length', [0xff, 0xff, 0xff, 0xff], 'bad_header_length'],
    ['a length above the limit', [0, 0, 1, 0], 'bad_header_length'],
    ['a header that is no JSON', [1, 0, 0, 0, 0x7b], 'bad_header'],
    ['a header that is no object', [2, 0, 0, 0, 0x5b, 0x5d], 'bad_header'],
  ])('are refused for %s, and nothing is read after it', (_, bytes, code) => {
    const { told, decoder } = reader();
    expect(decoder.push(Uint8Array.from(bytes))).toMatchObject({ error: code });
    expect(decoder.push(STREAM)).toBeUndefined();
    expect(told).toEqual([]);
  });

  it('end where whoever hears a header refuses it', () => {
    const { told, decoder } = reader();
    const breach = decoder.push(joinBytes([encodeFrame({ type: 'bad' }), STREAM]));
    expect(breach && isProtocolError(breach)).toBe(true);
    expect(told).toEqual(['bad']);
  });
});

describe('the first frame of a link', () => {
  const sorted = (bytes: Uint8Array) => {
    const first = new FirstFrame();
    for (let at = 0; at < bytes.length - 1; at += 1) {
      const early = first.take(bytes.subarray(at, at + 1));
      if (early.length > 0) return early;
    }
    return first.take(bytes.subarray(bytes.length - 1));
  };

  it('says whether the link is for files, with nothing lost of what came before', () => {
    for (const type of ['offer', 'put', 'ask', 'fetch', 'pieces']) {
      const bytes = encodeFrame({ type, hash: 'x' });
      expect(sorted(bytes)).toEqual([{ kind: 'file', bytes }]);
    }
    const hello = encodeFrame({ type: 'hello' });
    expect(sorted(hello)).toEqual([{ kind: 'chat', bytes: hello }]);
  });

  it('leaves to the chat what is no frame', () => {
    expect(new FirstFrame().take(Uint8Array.of(0xff, 0xff, 0xff, 0xff))).toMatchObject([{ kind: 'chat' }]);
    expect(new FirstFrame().take(Uint8Array.of(1, 0, 0, 0, 0x7b))).toMatchObject([{ kind: 'chat' }]);
    expect(new FirstFrame().take(Uint8Array.of(1, 0))).toEqual([]);
  });

  it('passes on what only asks which room this is, and goes on looking', () => {
    const prove = encodeFrame({ type: 'prove', nonce: 'x' });
    const fetch = encodeFrame({ type: 'fetch', hash: 'x' });
    const both = new Uint8Array([...prove, ...prove, ...fetch]);
    const asks = { kind: 'asks', bytes: prove };
    expect(new FirstFrame().take(both)).toEqual([asks, asks, { kind: 'file', bytes: fetch }]);
    const first = new FirstFrame();
    expect(first.take(both.subarray(0, prove.length + 3))).toEqual([asks]);
    expect(first.take(both.subarray(prove.length + 3))).toEqual([asks, { kind: 'file', bytes: fetch }]);
  });
});
