import { fstatSync } from 'node:fs';
import { LowThread } from '../threads/low-thread.ts';

interface Write {
  readonly fd: number;
  readonly bytes: Uint8Array;
  /** Where in the file. */
  readonly offset: number;
}

/** Why the system did not write, as its errors say it. */
type Failure = { readonly code: string; readonly message: string } | undefined;

/**
 * Some kernels let nobody else run on the core before they have copied all that one call gives them, which took 2.7 ms for a mebibyte:
 * so it is written in slices.
 */
const PROGRAM = `
const { writeSync } = require('node:fs');
const answer = ({ fd, bytes, offset }) => {
  try {
    for (let at = 0; at < bytes.length; nap()) at += writeSync(fd, bytes, at, Math.min(SLICE, bytes.length - at), offset + at);
  } catch ({ code, message }) {
    return { code, message };
  }
};
`;

/** By the number of the disk: a slow one, such as another computer's, keeps nobody else waiting. */
const threads = new Map<number, LowThread<Write, Failure>>();

/**
 * Writes all bytes; one write to a disk after the other, for the system lets only one at a time into a file, and who waits there keeps
 * a core busy.
 */
export function writeInThread(write: Write, done: (failure: Failure) => void): void {
  const { dev } = fstatSync(write.fd);
  let thread = threads.get(dev);
  if (!thread) {
    thread = new LowThread(PROGRAM);
    threads.set(dev, thread);
  }
  thread.ask(write, done);
}
