import { Argument, type Command, InvalidArgumentError, Option } from 'commander';
import { HABITS } from '../shared/lab/habits.ts';
import { encodingSchema, labServerConfigSchema } from '../shared/lab/lab-config.ts';
import {
  DEFAULT_PRACTICE_BIND,
  DEFAULT_PRACTICE_PORT,
  DEFAULT_RECV_SIZE,
  DEFAULT_RECV_WAIT_MS,
} from '../shared/lab/lab-limits.ts';
import { portOption } from './port-option.ts';
import { runPractice } from './practice-command.ts';

/** Reads a whole number that the lab's form would take in the same place. */
function numberOption(field: 'recvSize' | 'recvWaitMs'): (text: string) => number {
  return (text) => {
    const read = labServerConfigSchema.shape[field].safeParse(text.trim() === '' ? text : Number(text));
    if (!read.success || read.data === undefined)
      throw new InvalidArgumentError(read.error?.issues[0]?.message ?? 'a whole number is needed.');
    return read.data;
  };
}

function collected(value: string, before: readonly string[]): readonly string[] {
  return [...before, value];
}

/** `partyline practice`, as DESIGN section 12 fixes it, and what each habit can be told besides. */
export function addPractice(program: Command): void {
  program
    .command('practice')
    .description('a small server with a known habit, to test a script against')
    .addArgument(new Argument('<habit>', 'what the server does; docs/practice.md has each byte of it').choices(HABITS))
    .option('--port <number>', 'port to listen on; 0 picks a free one', portOption, DEFAULT_PRACTICE_PORT)
    .option('--bind <address>', 'address to listen on; 0.0.0.0 or :: for all', DEFAULT_PRACTICE_BIND)
    .option('--udp', 'UDP datagrams instead of TCP')
    .option('--file <path>', 'file: what is sent')
    .addOption(
      new Option('--header <kind>', 'file: {file_name, file_desc, file_size} or {filename, total_size, hash}')
        .choices(['described', 'hashed'])
        .default('described'),
    )
    .option('--description <text>', 'file: the text file_desc')
    .option('--allow <program>', 'command: a program that clients may start; may be repeated', collected, [])
    .addOption(
      new Option('--framing <kind>', 'command: length and JSON, or size as text and recv_ready')
        .choices(['length', 'ready'])
        .default('length'),
    )
    .option('--allow-outside', 'command: also listen where other computers can start programs')
    .option(
      '--size <bytes>',
      `sticky: what is asked of each recv (default: ${DEFAULT_RECV_SIZE})`,
      numberOption('recvSize'),
    )
    .option(
      '--wait <ms>',
      `sticky: from the first byte to the first recv (default: ${DEFAULT_RECV_WAIT_MS})`,
      numberOption('recvWaitMs'),
    )
    .addOption(
      new Option('--encoding <name>', 'talk: how the lines of standard input are sent')
        .choices(encodingSchema.options)
        .default('utf-8'),
    )
    .option('--json', 'one JSON object per line on standard output')
    .action(runPractice);
}
