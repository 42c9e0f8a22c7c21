import type { Transfer } from './file-models.ts';

/** A transfer for tests: a file of Ben's that is being received, with what the test says otherwise. */
export function aTransfer(change: Partial<Transfer> = {}): Transfer {
  return {
    id: 't1',
    direction: 'receive',
    room: 'room-1',
    event: 1,
    nick: 'Ben',
    name: 'report.pdf',
    type: 'application/pdf',
    state: 'running',
    size: 1_000,
    done: 250,
    speed: 100,
    leftMs: 7_500,
    wrongPieces: 0,
    path: undefined,
    executable: false,
    at: 0,
    ...change,
  };
}
