import { Command, InvalidArgumentError, Option } from 'commander';
import { formatOf } from '../node/recording/recording.ts';
import { doorSchema } from '../shared/doors/door-models.ts';
import { DEFAULT_BACKLOG, DEFAULT_PORT } from '../shared/limits.ts';
import { DEFAULT_RECORDING_SIZE } from '../shared/wire/wire-contract.ts';
import { runDiscover } from './discover-command.ts';
import { ENCRYPT_DISK, NO_ENCRYPT_DISK } from './disk-encryption.ts';
import { runDoctor } from './doctor-command.ts';
import { addFiles } from './file-options.ts';
import { runHost } from './host-command.ts';
import { runJoin } from './join-command.ts';
import { limitOption, limitsOption } from './limit-options.ts';
import { NO_LOOKING } from './named-room.ts';
import { bearTroubledOutputs, endThoughUnread } from './output.ts';
import { addPeople } from './people-options.ts';
import { portOption } from './port-option.ts';
import { addPractice } from './practice-options.ts';

function backlogOption(text: string): number {
  const backlog = Number(text);
  if (!Number.isInteger(backlog) || backlog < 1)
    throw new InvalidArgumentError('the backlog is a whole number from 1.');
  return backlog;
}

function recordOption(path: string): string {
  if (formatOf(path) === undefined) throw new InvalidArgumentError('the file ends in .jsonl or .pcapng.');
  return path;
}

function recordSizeOption(text: string): number {
  const megabytes = Number(text);
  if (!(megabytes > 0)) throw new InvalidArgumentError('write a number of megabytes.');
  return megabytes * MEGABYTE;
}

function secondsOption(text: string): number {
  const seconds = Number(text);
  if (!(seconds > 0 && seconds <= SECONDS_MOST)) {
    throw new InvalidArgumentError(`write a number of seconds, up to ${SECONDS_MOST}.`);
  }
  return seconds;
}

/** A day, in seconds. */
const SECONDS_MOST = 86_400;
const MEGABYTE = 1_000_000;
const RECORD = [
  '--record <file>',
  'keep what travels and write it there at the end: .jsonl, or .pcapng for Wireshark',
] as const;
const WORD_FILE = [
  '--word-file <file>',
  "file with the room's passphrase on its first line; else PARTYLINE_WORD, or it is asked for",
] as const;
const RECORD_MOST = ['--record-most <megabytes>', 'memory that --record may take; the oldest is dropped'] as const;

/** The command line of DESIGN section 12. */
export async function runProgram(argv: readonly string[]): Promise<void> {
  bearTroubledOutputs();
  const program = new Command('partyline').description('Chat for the local network, in a terminal.');
  program
    .command('host')
    .description('host a room; lines of standard input are said in it')
    .option('--port <number>', 'port to listen on; 0 picks a free one', portOption, DEFAULT_PORT)
    .option('--bind <address>', 'one address of this computer to listen on (default: all, IPv4 and IPv6)', '')
    .option('--name <name>', "the room's name")
    .option('--nick <nick>', 'your nickname')
    .option('--data <folder>', 'keep the log there; without it the log lasts as long as the program runs')
    .option(...ENCRYPT_DISK)
    .option(...NO_ENCRYPT_DISK)
    .option('--backlog <number>', 'connections that may wait to be accepted', backlogOption, DEFAULT_BACKLOG)
    .option('--limit <name=value>', 'set a limit of docs/limits.md; may be repeated', limitOption, {})
    .option('--limits <file>', 'take limits from a JSON file, such as {"members": 50}', limitsOption)
    .option('--durable', 'wait for the disk with each turn: a power cut takes nothing that was accepted')
    .option('--no-plain', 'take encrypted links alone: turn away netcat, scripts, and apps that do not encrypt')
    .addOption(
      new Option(
        '--door <who>',
        'who comes in: everybody, whom you let in, who knows a passphrase, nobody new',
      ).choices(doorSchema.options),
    )
    .option(...WORD_FILE)
    .option('--no-discovery', 'tell nobody around of the room: who wants in needs its address')
    .option('--nameless', 'tell it around without its name and yours: as the four words of its key')
    .option('--qr', 'show the invite link as a QR code')
    .option(...RECORD, recordOption)
    .option(...RECORD_MOST, recordSizeOption, DEFAULT_RECORDING_SIZE)
    .option('--json', 'one JSON object per line on standard output')
    .action(runHost);
  program
    .command('join')
    .description('join a room; lines of standard input are said in it')
    .argument('<room>', 'name or four words of a room that is here, or host, host:port, [v6]:port or an invite link')
    .option('--nick <nick>', 'your nickname')
    .option('--udp', 'start with UDP datagrams')
    .option(...WORD_FILE)
    .option('--no-plain', 'turn away from a host that does not encrypt')
    .option('--data <folder>', 'keep session and outbox there, to go on where you were')
    .option(...ENCRYPT_DISK)
    .option(...NO_ENCRYPT_DISK)
    .option(...NO_LOOKING)
    .option(...RECORD, recordOption)
    .option(...RECORD_MOST, recordSizeOption, DEFAULT_RECORDING_SIZE)
    .option('--json', 'one JSON object per line on standard output')
    .action(runJoin);
  program
    .command('discover')
    .description('list the rooms that are here, each as soon as it is known')
    .option('--seconds <number>', 'look for so long', secondsOption, 3)
    .option('--json', 'one JSON object per line on standard output')
    .action(runDiscover);
  addFiles(program);
  addPractice(program);
  addPeople(program);
  program
    .command('doctor')
    .description('say which addresses this computer has, and why a room can be reached or not')
    .argument('[address]', 'host, host:port, [v6]:port or partyline://host:port; without it this computer is looked at')
    .option('--json', 'one JSON object per line on standard output')
    .action(runDoctor);
  await program.parseAsync([...argv]);
  endThoughUnread();
}
