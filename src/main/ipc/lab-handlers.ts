import { dialog } from 'electron';
import type { PracticeLab } from '../../node/practice/practice-lab.ts';
import { type Result, success } from '../../shared/error-codes.ts';
import type { LabInvokeResults } from '../../shared/lab/lab-contract.ts';
import type { Handlers } from './answer.ts';

type LabHandlers = { readonly [C in keyof LabInvokeResults]: Handlers[C] };

export interface LabHandlerParts {
  readonly lab: PracticeLab;
  /** Hands over what waits for the window. */
  readonly flush: () => void;
}

async function chooseFile(): Promise<string | undefined> {
  const { canceled, filePaths } = await dialog.showOpenDialog({ properties: ['openFile'] });
  return canceled ? undefined : filePaths[0];
}

function done(act: () => void): Result<undefined> {
  act();
  return success(undefined);
}

/** What main does for each of the window's calls to the practice lab. */
export function createLabHandlers({ lab, flush }: LabHandlerParts): LabHandlers {
  return {
    'lab:state': () => {
      // What was told before this picture must reach the window before it.
      lab.flush();
      flush();
      return lab.state();
    },
    'lab:traffic': ({ id }) => lab.traffic(id),
    'lab:clear-traffic': ({ id }) => lab.clearTraffic(id),
    'lab:open-server': (config) => lab.openServer(config),
    'lab:stop-server': ({ id }) => lab.stopServer(id),
    'lab:restart-server': ({ id, config }) => lab.restartServer(id, config),
    'lab:remove-server': ({ id }) => lab.removeServer(id),
    'lab:server-reading': ({ id, reading }) => lab.setServerReading(id, reading),
    'lab:answer': ({ id, connection, text }) => lab.answer(id, connection, text),
    'lab:close-connection': ({ id, connection, how }) => lab.closeConnection(id, connection, how),
    'lab:impair': ({ id, impairment }) => lab.impair(id, impairment),
    'lab:open-client': (config) => lab.openClient(config),
    'lab:reopen-client': ({ id }) => lab.reopenClient(id),
    'lab:send': ({ id, pieces }) => {
      const client = lab.client(id);
      return client.ok ? client.value.send(pieces) : client;
    },
    'lab:repeat': ({ id, pieces, everyMs, times }) => {
      const client = lab.client(id);
      return client.ok ? client.value.repeat(pieces, everyMs, times) : client;
    },
    'lab:stop-repeat': ({ id }) => {
      const client = lab.client(id);
      return client.ok ? done(() => client.value.stopRepeat()) : client;
    },
    'lab:send-file': async ({ id, path, pieceBytes }) => {
      const client = lab.client(id);
      return client.ok ? await client.value.sendFile(path, pieceBytes) : client;
    },
    'lab:stop-file': ({ id }) => {
      const client = lab.client(id);
      return client.ok ? done(() => client.value.stopFile()) : client;
    },
    'lab:client-reading': ({ id, reading }) => {
      const client = lab.client(id);
      return client.ok ? client.value.setReading(reading) : client;
    },
    'lab:close-client': ({ id, how }) => {
      const client = lab.client(id);
      return client.ok ? client.value.close(how) : client;
    },
    'lab:remove-client': ({ id }) => lab.removeClient(id),
    'lab:choose-file': () => chooseFile(),
  };
}
