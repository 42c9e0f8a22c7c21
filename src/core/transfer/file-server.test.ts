import { describe, expect, it } from 'vitest';
import { concat, headersOf, rawFrame } from '../../../tests/support/frames.ts';
import { FairShare } from './fair-share.ts';
import type { FilePeer, FileServerPorts } from './file-ports.ts';
import { FileServer } from './file-server.ts';

/** A host without any file, whose turns pass when the test says so. */
class Desk {
  readonly turns: (() => void)[] = [];
  readonly share = new FairShare(262_144, (work) => this.turns.push(work));
  readonly sent: Uint8Array[] = [];
  isPaused = false;
  isClosed = false;
  /** How often the spool was asked for a file. */
  opened = 0;
  readonly server: FileServer;

  constructor() {
    const peer: FilePeer = {
      send: (bytes) => this.sent.push(bytes),
      queuedBytes: () => 0,
      pause: (paused) => {
        this.isPaused = paused;
      },
      close: () => {
        this.isClosed = true;
      },
    };
    const spool = { open: () => this.#open(), pieces: () => this.#open(), has: () => false };
    const ports = { spool, share: this.share, announce: () => {}, lists: {} };
    this.server = new FileServer(peer, ports as unknown as FileServerPorts, 0);
  }

  #open(): undefined {
    this.opened += 1;
  }

  /** One turn of the event loop passes. */
  turn(): void {
    for (const work of this.turns.splice(0)) work();
  }

  answers(): number {
    return headersOf(concat(this.sent)).filter(({ type }) => type === 'refused').length;
  }
}

const FETCH = rawFrame({ type: 'fetch', hash: 'ab'.repeat(32) });
const PIECES = rawFrame({ type: 'pieces', hash: 'ab'.repeat(32) });

describe('requests that cost the host more than their bytes', () => {
  for (const [name, request] of [
    ['fetch', FETCH],
    ['pieces', PIECES],
  ] as const) {
    it(`a thousand of ${name} in one chunk are answered over many turns, and the link is not read meanwhile`, () => {
      const desk = new Desk();
      desk.server.receive(concat(Array.from({ length: 1_000 }, () => request)), 0);
      expect(desk.opened, 'in the first turn').toBeLessThan(100);
      expect(desk.isPaused).toBe(true);
      let most = 0;
      for (let turns = 0; desk.answers() < 1_000; turns += 1) {
        const before = desk.opened;
        desk.turn();
        most = Math.max(most, desk.opened - before);
        expect(turns, 'it ends').toBeLessThan(1_000);
      }
      expect(most, 'in one turn').toBeLessThan(100);
      desk.turn();
      expect([desk.opened, desk.isPaused]).toEqual([1_000, false]);
    });
  }

  it('what comes while the link waits for its turn is answered behind what came before', () => {
    const desk = new Desk();
    desk.server.receive(concat(Array.from({ length: 300 }, () => FETCH)), 0);
    const cut = 17;
    desk.server.receive(concat([PIECES, FETCH.subarray(0, cut)]), 0);
    desk.server.receive(FETCH.subarray(cut), 0);
    for (let turns = 0; turns < 100; turns += 1) desk.turn();
    expect(desk.answers()).toBe(302);
  });

  it('who sends no more gets all answers before the link ends', () => {
    const desk = new Desk();
    desk.server.receive(concat(Array.from({ length: 300 }, () => FETCH)), 0);
    desk.server.ended();
    for (let turns = 0; !desk.isClosed; turns += 1) {
      expect(turns).toBeLessThan(100);
      desk.turn();
    }
    expect(desk.answers()).toBe(300);
  });

  it('all links share the turn: a second one waits no longer because of the first', () => {
    const desk = new Desk();
    desk.server.receive(concat(Array.from({ length: 1_000 }, () => FETCH)), 0);
    let isServed = false;
    desk.share.ask(1_000, () => {
      isServed = true;
    });
    for (let turns = 0; turns < 3; turns += 1) desk.turn();
    expect(isServed).toBe(true);
  });
});
