/** A process that holds a database for itself: `node lock-file.ts FILE`. Prints `locked`, then waits to be killed. */
import { DatabaseSync } from 'node:sqlite';

const db = new DatabaseSync(process.argv[2] ?? '');
db.exec('BEGIN EXCLUSIVE');
process.stdout.write('locked\n');
process.stdin.resume();
