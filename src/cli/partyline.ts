#!/usr/bin/env node
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 22 || (major === 22 && minor < 13)) {
  process.stderr.write(
    `partyline needs Node 22.13 or newer, for node:sqlite; this is Node ${process.versions.node}.\n`,
  );
  process.exit(1);
}
// SQLite's «experimental» warning tells a user of the command line nothing.
process.removeAllListeners('warning');
const { runProgram } = await import('./program.ts');
await runProgram(process.argv);

export {};
