import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import * as layout from './layout.ts';
import { KEY_SIZE, SIGNATURE_SIZE, TAG_SIZE } from './secure-crypto.ts';

const text = readFileSync(new URL('../../../docs/protocol.md', import.meta.url), 'utf8');
const chapter = text.split('\n## Sealed links\n')[1]?.split('\n## ')[0] ?? '';
const flat = chapter.replace(/\s+/g, ' ');
const grouped = (value: number) => value.toLocaleString('en-US');

/** The first two cells of the tables under a heading, as numbers; absent where a cell holds none. */
function layoutUnder(heading: string): (number | undefined)[][] {
  const section = chapter.split(`### ${heading}\n`)[1]?.split('\n### ')[0] ?? '';
  return [...section.matchAll(/^\| (\d+) \| (\d*) ?\|/gm)].map(([, offset, size]) => [
    Number(offset),
    size ? Number(size) : undefined,
  ]);
}

it('names every byte of cards and certificates', () => {
  const { IDENTITY_KEY_AT, NOISE_KEY_AT, SEALING_KEY_AT, CARD_SIGNATURE_AT, CARD_SIZE } = layout;
  const { ROOM_ID_AT, ROOM_ID_SIZE, ROOM_KEY_AT, HOST_KEY_AT, FROM_AT, UNTIL_AT, TIME_SIZE } = layout;
  expect(layoutUnder('Cards and certificates')).toEqual([
    [IDENTITY_KEY_AT, KEY_SIZE],
    [NOISE_KEY_AT, KEY_SIZE],
    [SEALING_KEY_AT, KEY_SIZE],
    [CARD_SIGNATURE_AT, SIGNATURE_SIZE],
    [ROOM_ID_AT, ROOM_ID_SIZE],
    [ROOM_KEY_AT, KEY_SIZE],
    [HOST_KEY_AT, KEY_SIZE],
    [FROM_AT, TIME_SIZE],
    [UNTIL_AT, TIME_SIZE],
    [layout.CERTIFICATE_SIGNATURE_AT, SIGNATURE_SIZE],
  ]);
  for (const sentence of [
    `**card** of ${CARD_SIZE} bytes`,
    `**certificate** of ${layout.CERTIFICATE_SIZE} bytes`,
    `\`"${layout.CARD_SIGNED}"\` ‖ the first ${CARD_SIGNATURE_AT} bytes`,
    `\`"${layout.CERTIFICATE_SIGNED}"\` ‖ the first ${layout.CERTIFICATE_SIGNATURE_AT} bytes`,
    `first ${layout.FINGERPRINT_DIGITS} hex digits of the SHA-256 of the room key`,
  ]) {
    expect(flat).toContain(sentence);
  }
});

it('names the messages of the handshake with their sizes', () => {
  const messages = [...chapter.matchAll(/^message \d:(?:.*\n)+?(?=message|\n)/gm)].map(([lines]) =>
    [...lines.matchAll(/ (\d+) bytes/g)].reduce((sum, [, size]) => sum + Number(size), 0),
  );
  expect(messages).toEqual([layout.MESSAGE_1_SIZE, layout.MESSAGE_2_SIZE, layout.MESSAGE_3_SIZE]);
  for (const sentence of [
    `a frame of type \`${layout.NOISE_FRAME}\``,
    `No message is longer than ${grouped(layout.HANDSHAKE_MESSAGE_MOST)} bytes`,
    `SHA256(h ‖ "${layout.PROLOGUE}")`,
    `SHA256(\`"${layout.COMMITMENT_HASHED}"\` ‖`,
    `\`chance\` are ${layout.CHANCE_SIZE} random bytes`,
    `SHA256(\`"${layout.CODE_HASHED}"\` ‖`,
  ]) {
    expect(flat).toContain(sentence);
  }
});

it('names the bounds of records, and when the next key is taken', () => {
  expect(layoutUnder('Records')).toEqual([
    [0, layout.RECORD_HEAD],
    [layout.RECORD_HEAD, undefined],
  ]);
  for (const sentence of [
    `from ${TAG_SIZE + 1} to ${grouped(layout.RECORD_MOST)} |`,
    `of 1 to ${grouped(layout.RECORD_PLAIN_MOST)} bytes`,
    `the ${grouped(layout.REKEY_RECORDS)}th under its key`,
    `${grouped(layout.REKEY_BYTES)} bytes of plaintext`,
  ]) {
    expect(flat).toContain(sentence);
  }
});
