#!/usr/bin/env node
/**
 * The first file of the built command line. The rest imports node:sqlite, and a Node without it would answer with a
 * stack trace before a line of ours ran; so look first, then load.
 */
try {
  await import('node:sqlite');
} catch {
  process.stderr.write(`partyline needs Node.js 24 or newer; this is ${process.version}.\n`);
  process.exit(1);
}
await import('../../src/cli/partyline.ts');

// Top-level await needs a module.
export {};
