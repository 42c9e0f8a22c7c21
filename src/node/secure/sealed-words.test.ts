import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { base64Bytes, base64Text } from '../../core/secure/byte-text.ts';
import { type Identity, newIdentitySecret, openIdentity } from '../../core/secure/identity-card.ts';
import { claimedAuthor, concerns, openWords } from '../../core/secure/sealed-words/open-words.ts';
import { sealWords } from '../../core/secure/sealed-words/seal-words.ts';
import { commitmentOf, contextOf, partsOfSlot, readBox, writeBox } from '../../core/secure/sealed-words/sealed-box.ts';
import { packContent } from '../../core/secure/sealed-words/sealed-content.ts';
import { BOX_LEAST, BOX_MOST } from '../../core/secure/sealed-words/sealed-layout.ts';
import { boxSize, isSealedWords } from '../../core/secure/sealed-words/sealed-words.ts';
import { SEALED_CONTENT_BYTES, SEALED_RECIPIENTS } from '../../shared/sealed/sealed-limits.ts';
import type { SealedContent, SealedWords } from '../../shared/sealed/sealed-models.ts';
import { openHpke } from './hpke.ts';
import { nodeCrypto } from './node-crypto.ts';

const ports = { crypto: nodeCrypto, hpke: openHpke(nodeCrypto) };
const newIdentity = (): Identity => openIdentity(nodeCrypto, newIdentitySecret(nodeCrypto));
const [ada, ben, cy, eve] = [newIdentity(), newIdentity(), newIdentity(), newIdentity()] as const;
const place = { room: '0123456789abcdef0123456789abcdef', id: 'a1-1' };
const hello: SealedContent = { kind: 'text', text: 'meet me at nine' };

async function sealed(to: readonly Identity[], content: SealedContent = hello, author = ada): Promise<SealedWords> {
  const words = await sealWords(
    ports,
    author,
    to.map(({ card }) => card),
    { content, place },
  );
  if (typeof words === 'string') throw new Error(words);
  return words;
}

const open = (reader: Identity, words: SealedWords, where = place) => openWords(ports, reader, words, where);

function changed(words: SealedWords, at: number, change: (byte: number) => number): SealedWords {
  const bytes = base64Bytes(words.box) ?? new Uint8Array(0);
  bytes[at] = change(bytes[at] ?? 0);
  return { ...words, box: base64Text(bytes) };
}

describe('sealed words', () => {
  it('are read by everybody whom they are for and by their author, and by nobody else', async () => {
    const words = await sealed([ben, cy]);
    for (const reader of [ada, ben, cy])
      expect(await open(reader, words)).toEqual({ author: ada.card, content: hello });
    expect(await open(eve, words)).toBeUndefined();
    expect([ada, ben, cy, eve].map(({ card }) => concerns(words, card.key))).toEqual([true, true, true, false]);
    expect(claimedAuthor(words)).toBe(ada.card.key);
    expect(isSealedWords(words)).toBe(true);
  });

  it('count a recipient once, and not their author', async () => {
    expect((await sealed([ben, ben, ada])).to).toEqual([ben.card.key]);
    expect(await sealWords(ports, ada, [ada.card], { content: hello, place })).toBe('no_recipient');
    const crowd = Array.from({ length: SEALED_RECIPIENTS + 1 }, newIdentity);
    const cards = crowd.map(({ card }) => card);
    expect(await sealWords(ports, ada, cards, { content: hello, place })).toBe('too_many_recipients');
    const most = await sealed(crowd.slice(1), { kind: 'text', text: 'x'.repeat(SEALED_CONTENT_BYTES - 11) });
    expect(isSealedWords(most)).toBe(true);
    expect(base64Bytes(most.box)).toHaveLength(BOX_MOST);
    expect((await open(crowd[7] as Identity, most))?.author).toEqual(ada.card);
  });

  it('carry text, replies, files and reactions as they are', async () => {
    const replyTo = { key: ben.card.key, id: 'b-1' };
    const hash = 'ab'.repeat(32);
    const file = { name: '图.png', size: 7, type: 'image/png', hash, pieces: hash, key: 'A'.repeat(43) };
    const contents: readonly SealedContent[] = [
      { kind: 'text', text: '九点见 👋', replyTo },
      { kind: 'file', file, replyTo },
      { kind: 'reaction', to: replyTo, emoji: '👍', isTaken: false },
      { kind: 'reaction', to: replyTo, emoji: '👍', isTaken: true },
    ];
    for (const content of contents) expect((await open(ben, await sealed([ben], content)))?.content).toEqual(content);
  });

  it('say by their length only which size class they are of', async () => {
    const lengths = await Promise.all(
      ['', 'x', 'x'.repeat(200)].map(async (text) => (await sealed([ben], { kind: 'text', text })).box.length),
    );
    expect(new Set(lengths).size).toBe(1);
    expect(base64Bytes((await sealed([ben])).box)).toHaveLength(BOX_LEAST);
    expect((await sealed([ben], { kind: 'text', text: 'x'.repeat(300) })).box.length).toBeGreaterThan(lengths[0] ?? 0);
    const tooLong = { kind: 'text', text: 'x'.repeat(SEALED_CONTENT_BYTES) } as const;
    expect(await sealWords(ports, ada, [ben.card], { content: tooLong, place })).toBe('text_too_long');
  });

  it('open to what was sealed, whatever the text', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ maxLength: 400 }), async (text) => {
        const content = { kind: 'text', text } as const;
        expect((await open(ben, await sealed([ben], content)))?.content).toEqual(content);
      }),
      { numRuns: 30, examples: [['\u0000\u001b[31m'], ['九点见 👋🏽'], ['"\\']] },
    );
  });
});

describe('against those who carry them', () => {
  it('are not opened under another id, or in another room', async () => {
    const words = await sealed([ben]);
    expect(await open(ben, words, { ...place, id: 'a1-2' })).toBeUndefined();
    expect(await open(ben, words, { ...place, room: 'f'.repeat(32) })).toBeUndefined();
    expect(await open(ben, words, { ...place, room: 'no room' })).toBeUndefined();
  });

  it('are not opened where their recipients are others, fewer, more or in another order', async () => {
    const words = await sealed([ben, cy]);
    const [toBen, toCy, toEve] = [ben.card.key, cy.card.key, eve.card.key];
    for (const to of [[toBen, toEve], [toBen], [toBen, toCy, toEve], [toCy, toBen], [toBen, 'zz']] as const) {
      expect(await open(ben, { ...words, to: [...to] })).toBeUndefined();
      expect(await open(ada, { ...words, to: [...to] })).toBeUndefined();
    }
  });

  it('are not opened with one bit of them changed, wherever', async () => {
    const words = await sealed([ben]);
    const size = base64Bytes(words.box)?.length ?? 0;
    await fc.assert(
      fc.asyncProperty(fc.nat(size - 1), fc.nat(7), async (at, bit) => {
        const other = changed(words, at, (byte) => byte ^ (1 << bit));
        // The slot of the author is no business of the recipient's, nor the other way round.
        const [forBen, forAda] = [await open(ben, other), await open(ada, other)];
        expect(forBen && forAda).toBeUndefined();
        const inSlots = at >= 193 && at < 193 + 160;
        if (!inSlots) expect([forBen, forAda]).toEqual([undefined, undefined]);
      }),
      { numRuns: 300 },
    );
  });

  it('are not opened when cut off, at every length', async () => {
    const words = await sealed([ben]);
    const bytes = base64Bytes(words.box) ?? new Uint8Array(0);
    for (let length = 0; length < bytes.length; length += 7) {
      const cut = { ...words, box: base64Text(bytes.subarray(0, length)) };
      expect(isSealedWords(cut)).toBe(false);
      expect(await open(ben, cut)).toBeUndefined();
    }
  });

  it("are not Eve's to say in Ada's name: neither under her card nor with her card before Eve's slots", async () => {
    const byEve = await sealed([ben], hello, eve);
    const bytes = base64Bytes(byEve.box) ?? new Uint8Array(0);
    bytes.set(ada.card.bytes, 1);
    expect(await open(ben, { ...byEve, box: base64Text(bytes) })).toBeUndefined();
    // A card whose sealing key is Eve's and whose identity is Ada's has no signature.
    const mixed = ada.card.bytes.slice();
    mixed.set(eve.card.sealingKey, 64);
    bytes.set(mixed, 1);
    expect(await open(ben, { ...byEve, box: base64Text(bytes) })).toBeUndefined();
  });

  it("do not let a recipient put other words behind the author's slots for the others", async () => {
    const words = await sealed([ben, cy]);
    const box = readBox(base64Bytes(words.box) ?? new Uint8Array(0), 2);
    const context = box && contextOf(nodeCrypto, place, words.to, box);
    const [, slotOfCy] = box?.slots ?? [];
    const slot = box?.slots[0];
    const key =
      slot && context && (await ports.hpke.open(ben.sealing, ada.card.sealingKey, partsOfSlot(slot), context));
    if (!box || !key || !slotOfCy) throw new Error('ben can read it');
    expect(commitmentOf(nodeCrypto, key)).toEqual(box.commitment);
    const other = packContent({ kind: 'text', text: 'give Ben the money' }) ?? new Uint8Array(0);
    const content = new Uint8Array(other.length + 16);
    nodeCrypto.aead(key).seal(new Uint8Array(12), undefined, [other], content, 0);
    expect(await open(cy, { ...words, box: base64Text(writeBox({ ...box, content })) })).toBeUndefined();
    expect((await open(cy, words))?.content).toEqual(hello);
  });

  it('have a form, and what has another is none', async () => {
    const words = await sealed([ben]);
    const wrong: readonly unknown[] = [
      undefined,
      null,
      'sealed',
      {},
      { ...words, to: [] },
      { ...words, to: ['ABCD'] },
      { ...words, to: [ben.card.key, ben.card.key] },
      { ...words, to: [ben.card.key, cy.card.key] },
      { ...words, to: Array.from({ length: SEALED_RECIPIENTS + 1 }, () => newIdentity().card.key) },
      { ...words, box: 7 },
      { ...words, box: `${words.box}A` },
      { ...words, box: words.box.replace(/.$/, '+') },
    ];
    expect(wrong.filter(isSealedWords)).toEqual([]);
    expect(boxSize(1, 256)).toBe(BOX_LEAST);
  });

  it('throw nothing on any bytes', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 900 }), fc.nat(3), async (bytes, recipients) => {
        const to = [ben, cy, eve].slice(0, recipients).map(({ card }) => card.key);
        const words = { to, box: base64Text(Uint8Array.of(1, ...ada.card.bytes, ...bytes)) };
        expect(await open(ben, words)).toBeUndefined();
      }),
      { numRuns: 200 },
    );
  });
});
