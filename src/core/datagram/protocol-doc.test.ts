import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { testCrypto } from '../../../tests/support/crypto.ts';
import { MESSAGE_1_SIZE } from '../secure/layout.ts';
import { TAG_SIZE } from '../secure/secure-crypto.ts';
import * as constants from './constants.ts';
import { hasMagic, packetType, readId } from './packet.ts';
import * as sealed from './sealed-layout.ts';
import { SealedPackets } from './sealed-packets.ts';

const { BLOCK, CLOSE_REASON, FRAME, FRAMES_AT, HANDSHAKE_TRIES_MS, MAGIC, PACKET_TYPE, PACKET_SIZE, SKIP_BETWEEN } =
  constants;

const text = readFileSync(new URL('../../../docs/protocol.md', import.meta.url), 'utf8');
const chapter = text.split('\n## Over UDP\n')[1]?.split('\n## ')[0] ?? '';
const flat = chapter.replace(/\s+/g, ' ');
const grouped = (value: number) => value.toLocaleString('en-US');
const hex = (byte: number) => `0x${byte.toString(16).padStart(2, '0')}`;

/** Cells of the tables under a heading, row by row, the header aside. */
function rowsUnder(heading: string): string[][] {
  const section = chapter.split(`### ${heading}\n`)[1]?.split('\n### ')[0] ?? '';
  const lines = section.match(/^\|.*\|$/gm) ?? [];
  return lines
    .filter((line, i) => !line.startsWith('|---') && !lines[i + 1]?.startsWith('|---'))
    .map((line) =>
      line
        .slice(1, -1)
        .split('|')
        .map((cell) => cell.trim().replaceAll('`', '')),
    );
}

it('lists the packets with their bytes and lengths', () => {
  const rows = rowsUnder('A packet').filter(([, byte]) => byte?.startsWith('0x'));
  const lengths = {
    initial: constants.INITIAL_SIZE,
    cookie: constants.COOKIE_PACKET_SIZE,
    connect: constants.CONNECT_SIZE,
    accept: constants.ACCEPT_SIZE,
    data: `${FRAMES_AT + 1} to ${grouped(PACKET_SIZE)}`,
    reset: constants.RESET_SIZE,
    ask: grouped(constants.ASK_SIZE),
    room: `${constants.ADVERT_AT + 1} to ${grouped(constants.ASK_SIZE)}`,
    moved: constants.MOVED_SIZE,
    sealedCookie: constants.COOKIE_PACKET_SIZE,
    sealedConnect: sealed.SEALED_CONNECT_SIZE,
    sealedAccept: `${sealed.SEALED_ACCEPT_LEAST} to ${sealed.SEALED_CONNECT_SIZE}`,
    sealedProof: `${sealed.SEALED_PROOF_LEAST} to ${sealed.SEALED_CONNECT_SIZE}`,
    sealed: `${sealed.SEALED_LEAST} to ${grouped(PACKET_SIZE)}`,
    sealedReset: sealed.SEALED_RESET_SIZE,
  };
  expect(rows.map(([name, byte, length]) => [name, byte, length])).toEqual(
    Object.entries(PACKET_TYPE).map(([name, byte]) => [name, hex(byte), `${lengths[name as keyof typeof lengths]}`]),
  );
});

it('names the offsets of a packet as they are', () => {
  const head = rowsUnder('A packet').slice(0, 4);
  expect(head.map(([offset]) => Number(offset))).toEqual([0, MAGIC.length, constants.CHECKSUM_AT, constants.ID_AT]);
  expect(head[0]?.[2]).toContain(MAGIC.map((byte) => byte.toString(16)).join(' '));
  const { COOKIE_TIME_AT, COOKIE_AT, COOKIE_SIZE, CONNECT_WINDOW_AT, HOST_ID_AT, ACCEPT_WINDOW_AT, NUMBER_AT } =
    constants;
  const sentences = [
    `at ${COOKIE_TIME_AT}: u32 time, at ${COOKIE_AT}: ${COOKIE_SIZE} bytes cookie`,
    `both as they came, at ${CONNECT_WINDOW_AT}: u32 window`,
    `at ${HOST_ID_AT}: the host's id of the link, at ${ACCEPT_WINDOW_AT}: u32 window`,
    `at ${NUMBER_AT}: u32 packet number, at ${FRAMES_AT}: frames`,
    `at ${sealed.SEALS_AT}: ${sealed.SEALS} where a sealed link is asked for`,
    `time and cookie as they came, at ${sealed.MESSAGE_1_AT}: ${MESSAGE_1_SIZE} bytes message 1`,
    `at ${HOST_ID_AT}: the host's id of the link, at ${sealed.MESSAGE_2_AT}: message 2`,
    `at ${sealed.MESSAGE_3_AT}: message 3`,
    `at ${sealed.SEALED_AT}: frames, encrypted, and ${TAG_SIZE} bytes tag; at ${sealed.SEALED_NUMBER_AT} stands the u32 packet number`,
    `at ${sealed.RESET_TOKEN_AT}: ${sealed.RESET_TOKEN_SIZE} bytes token`,
  ];
  for (const sentence of sentences) expect(flat).toContain(sentence);
});

it('lists the frames, the kinds of blocks and the reasons to close', () => {
  const frames = rowsUnder('Frames of a packet').map(([name, byte]) => [name, byte]);
  expect(frames).toEqual(Object.entries(FRAME).map(([name, byte]) => [name, hex(byte)]));
  expect(flat).toContain(
    `u8 reason: ${CLOSE_REASON.done} done, ${CLOSE_REASON.violation} you broke the rules, ${CLOSE_REASON.replaced} replaced`,
  );
  const blocks = rowsUnder('Blocks of the stream');
  expect(blocks[0]?.[2]).toBe(`${BLOCK.plain} plain, ${BLOCK.packed} packed`);
  expect(blocks.map(([offset]) => Number(offset))).toEqual([0, 1, constants.BLOCK_HEAD]);
  expect(blocks[2]?.[2]).toContain(`up to ${grouped(constants.BLOCK_MOST)} bytes of frames`);
});

it('names the numbers of the link as they are', () => {
  const tries = HANDSHAKE_TRIES_MS.map(grouped);
  const sentences = [
    `packet of at most ${grouped(PACKET_SIZE)} bytes`,
    `again after ${tries.slice(0, -1).join(', ')} ms and gives up ${tries.at(-1)} ms after the last`,
    `good for ${constants.COOKIE_LIFE_MS / 1_000} s`,
    `at most ${grouped(constants.COOKIES_PER_SECOND)} cookies a second`,
    constants.ACK_DELAY_UNIT_MS === 1 / 16 ? 'sixteenths of a millisecond' : 'another unit',
    `every ${SKIP_BETWEEN[0]} to ${grouped(SKIP_BETWEEN[1])} numbers`,
    `Numbers ${grouped(constants.NUMBER_AHEAD_MOST)} or more ahead`,
    `before number ${grouped(constants.NUMBER_MOST)}`,
    constants.ACK_EVERY === 2 && constants.ACK_EVERY_WHEN_CALM === 10 ? 'every second packet' : 'another pace of acks',
    `once ${constants.CALM_PACKETS} came in a row`,
    `after ${constants.MAX_ACK_DELAY_MS} ms at the latest`,
    `at most ${constants.ACK_RANGES_MOST} ranges`,
    `that ${constants.PACKET_THRESHOLD} newer ones overtook`,
    constants.TIME_THRESHOLD === 9 / 8 ? '9/8 of a round trip' : 'another threshold',
    `doubles up to ${constants.PROBE_TIMEOUT_MOST_MS / 1_000} s and is never longer than ${constants.PROBE_TIMEOUT_LONGEST_MS / 1_000} s`,
    `begins with ${constants.INITIAL_WINDOW_PACKETS} packets`,
    constants.LOSS_REDUCTION === 0.5 ? 'halves once per round trip' : 'another reduction',
    `falls to ${constants.MINIMUM_WINDOW_PACKETS} packets`,
    `at ${constants.PACING_GAIN} times the window`,
    `counts as ${constants.INITIAL_RTT_MS} ms`,
    `After ${constants.BLACK_HOLE_PROBES} probes or ${constants.BLACK_HOLE_LOSSES} losses`,
    `at most ${constants.SMALL_PACKET_SIZE} bytes`,
    `takes ${grouped(constants.RECEIVE_WINDOW)} bytes ahead`,
    `no more than ${grouped(constants.PIECES_MOST)} pieces`,
    `again after ${constants.CHALLENGE_MS} ms and then twice as long each time, ${constants.CHALLENGES_MOST} times at most`,
    `never more than ${constants.AMPLIFICATION} times`,
    `sent nothing for ${constants.KEEP_ALIVE_MS / 1_000} s`,
    `heard nothing for ${constants.IDLE_TIMEOUT_MS / 1_000} s`,
    `After ${constants.LINGER_MS / 1_000} s it is over in any case`,
  ];
  for (const sentence of sentences) expect(flat).toContain(sentence);
});

it('names the numbers of sealed links as they are', () => {
  const sentences = [
    `the ASCII text \`${sealed.DATAGRAM_PROLOGUE}\``,
    `keeps what it needs for ${sealed.HALF_OPEN_MS / 1_000} s`,
    `Of each link ${sealed.FORGERIES_MOST} are looked at`,
    `with the ${sealed.SEALED_AT} bytes before them as associated data`,
    `\`number >> ${sealed.EPOCH_BITS}\` are an epoch`,
    `both ends take ${grouped(sealed.SEALED_WINDOW)} bytes of the stream at first`,
    `when nothing opens for ${constants.DOUBT_MS / 1_000} s`,
  ];
  for (const sentence of sentences) expect(flat).toContain(sentence);
});

it('names the limits of sealed links as they are', () => {
  const limits = readFileSync(new URL('../../../docs/limits.md', import.meta.url), 'utf8');
  const rows = [
    `| sealed links half open | ${grouped(sealed.HALF_OPEN_MOST)}, of one address ${sealed.HALF_OPEN_PER_ADDRESS}, each for ${sealed.HALF_OPEN_MS / 1_000} s |`,
    `| wrong proofs, wrong answers of a host | ${sealed.FORGERIES_MOST} of one link |`,
    `| answers to sealed packets of no link | ${grouped(sealed.RESETS_PER_SECOND)} a second |`,
    `| packets under one key | ${grouped(2 ** sealed.EPOCH_BITS)} |`,
    `once the network said that nobody is there | ${constants.DOUBT_MS / 1_000} s |`,
  ];
  for (const row of rows) expect(limits).toContain(row);
});

it('shows a sealed packet whose bytes are one', () => {
  const shown = /^ff 50 4c 1e [0-9a-f ]+$/m.exec(chapter)?.[0].trim().split(/\s+/) ?? [];
  const packet = Uint8Array.from(shown, (byte) => Number.parseInt(byte, 16));
  const key = Uint8Array.from({ length: 32 }, (_, at) => at);
  const guard = new SealedPackets(testCrypto, { sendKey: key, receiveKey: key });
  expect([hasMagic(packet), packetType(packet), guard.numberOf(packet)]).toEqual([true, PACKET_TYPE.sealed, 7]);
  expect(readId(packet)).toEqual({ index: 0x0403_0201, secret: 0x0807_0605 });
  expect([...(guard.open(packet) ?? [])]).toEqual([FRAME.ping]);
});

it('shows a packet whose bytes are one', () => {
  const shown = /^ff 50 4c 15 [0-9a-f ]+$/m.exec(chapter)?.[0].trim().split(/\s+/) ?? [];
  const packet = Uint8Array.from(shown, (byte) => Number.parseInt(byte, 16));
  expect([hasMagic(packet), packetType(packet)]).toEqual([true, PACKET_TYPE.data]);
  expect(readId(packet)).toEqual({ index: 0x0403_0201, secret: 0x0807_0605 });
  expect([...packet.subarray(16)]).toEqual([7, 0, 0, 0, FRAME.ping]);
});
