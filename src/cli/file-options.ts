import type { Command } from 'commander';
import { runFetch } from './fetch-command.ts';
import { NO_LOOKING } from './named-room.ts';
import { runSend } from './send-command.ts';

/** Adds `partyline send` and `partyline fetch`. */
export function addFiles(program: Command): void {
  const send = program
    .command('send')
    .description('send files and folders into a room')
    .argument('<path...>', 'files and folders, and behind them the room: its name or address (default: localhost)');
  const fetch = program
    .command('fetch')
    .description('fetch a file or folder from a room')
    .argument('<file>', "number of the room's event, or hash or name of the file")
    .argument('[address]', 'name or address of the room (default: localhost)')
    .option('--out <folder>', 'folder to put it in', '.');
  for (const command of [send, fetch]) {
    command
      .option('--nick <nick>', 'your nickname')
      .option('--udp', 'over UDP datagrams')
      .option('--data <folder>', 'keep there what is needed to go on after an interruption')
      .option(...NO_LOOKING)
      .option('--json', 'one JSON object per line on standard output');
  }
  send.action(runSend);
  fetch.action(runFetch);
}
