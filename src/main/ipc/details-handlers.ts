import { join } from 'node:path';
import { app, dialog } from 'electron';
import { cleanFileName } from '../../core/transfer/file-name.ts';
import type { Party } from '../../node/party/party.ts';
import type { Place } from '../../node/party/place.ts';
import { writeLog } from '../../node/party/write-log.ts';
import { type Result, success } from '../../shared/error-codes.ts';
import type { detailsSchemas } from '../../shared/places/details-contract.ts';
import type { Handlers } from './answer.ts';
import { withPlace } from './place-handlers.ts';

/** What main does for each call of the window about a room's details and the people in it. */
export function createDetailsHandlers(party: Party): Pick<Handlers, keyof typeof detailsSchemas> {
  const { places } = party;
  return {
    'details:room': ({ key }) => places.details(key),
    'details:person': ({ key, ...person }) => places.person(key, person),
    'details:export': ({ key }) => withPlace(party, key, exportTo),
  };
}

/** Asks where to, and writes the conversation there. */
async function exportTo({ guest, details }: Place): Promise<Result<string | undefined>> {
  const name = cleanFileName(guest.room?.name ?? 'Partyline');
  const { canceled, filePath } = await dialog.showSaveDialog({
    defaultPath: join(app.getPath('documents'), `${name}.txt`),
    filters: [
      { name: 'Text', extensions: ['txt'] },
      { name: 'JSON', extensions: ['jsonl'] },
    ],
  });
  return canceled || filePath === '' ? success(undefined) : writeLog(filePath, details.events());
}
