import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { SEALED_CONTENT_BYTES, SEALED_RECIPIENTS } from '../../../shared/sealed/sealed-limits.ts';
import { HEADER_MAX } from '../../wire/constants.ts';
import {
  BOX_MOST,
  BOX_VERSION,
  CARD_AT,
  COMMITMENT_AT,
  COMMITMENT_INFO,
  COMMITMENT_SIZE,
  CONTENT_LENGTH_SIZE,
  CONTENT_SIZES,
  ENCAPSULATED_SIZE,
  SEALED_INFO,
  SLOT_SIZE,
  SLOTS_AT,
} from './sealed-layout.ts';
import { base64Length } from './sealed-words.ts';

const text = readFileSync(new URL('../../../../docs/protocol.md', import.meta.url), 'utf8').replace(/\s+/g, ' ');

it('names the bytes of a sealed box as they are', () => {
  const sentences = [
    `| 0 | 1 | ${BOX_VERSION}, the version |`,
    `| ${CARD_AT} | ${COMMITMENT_AT - CARD_AT} | the author's card |`,
    `| ${COMMITMENT_AT} | ${COMMITMENT_SIZE} | SHA-256 of \`${COMMITMENT_INFO}\` and the content key |`,
    `| ${SLOTS_AT} | ${SLOT_SIZE} for each |`,
    `the encapsulated key of HPKE (RFC 9180), ${ENCAPSULATED_SIZE} bytes, and the content key sealed with it, ${SLOT_SIZE - ENCAPSULATED_SIZE} bytes`,
    `\`info\` is \`${SEALED_INFO}\``,
    `up to ${SEALED_RECIPIENTS} recipients`,
    `${CONTENT_SIZES.slice(0, -1)
      .map((size) => size.toLocaleString('en-US'))
      .join(', ')} or ${CONTENT_SIZES.at(-1)?.toLocaleString('en-US')} bytes`,
  ];
  for (const sentence of sentences) expect(text).toContain(sentence);
  expect(SEALED_CONTENT_BYTES).toBe((CONTENT_SIZES.at(-1) ?? 0) - CONTENT_LENGTH_SIZE);
});

it('leaves room in a header for everything beside the largest box and its recipients', () => {
  const keys = SEALED_RECIPIENTS * JSON.stringify('0'.repeat(64)).length + SEALED_RECIPIENTS;
  expect(HEADER_MAX - base64Length(BOX_MOST) - keys).toBeGreaterThan(4_000);
});
