import type { Command } from 'commander';
import { runContacts } from './contacts-command.ts';
import { runIdentity } from './identity-command.ts';

const DATA = ['--data <folder>', 'the folder that the keys are kept in'] as const;
const JSON_LINES = ['--json', 'one JSON object per line on standard output'] as const;

/** `partyline identity` and `partyline contacts`. */
export function addPeople(program: Command): void {
  program
    .command('identity')
    .description('show who this device is to everybody: its key and the words to read out')
    .requiredOption(...DATA)
    .option('--qr', 'show the QR code that others scan to verify you')
    .option(...JSON_LINES)
    .action(runIdentity);
  program
    .command('contacts')
    .description('list the people that were met, and mark those whose key was compared')
    .requiredOption(...DATA)
    .option('--verify <who>', 'their words were compared, or this link came from their QR code: a key, link or name')
    .option('--unverify <who>', 'they are not verified any more')
    .option('--forget <who>', 'the next meeting is the first')
    .option(...JSON_LINES)
    .action(runContacts);
}
