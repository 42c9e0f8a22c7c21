import { hostname } from 'node:os';
import type { Party } from '../node/party.ts';
import type { Problem } from '../shared/error-codes.ts';
import { DEFAULT_PORT } from '../shared/limits.ts';
import type { StartRequest } from './command-line.ts';

/** The room that `--host` opens: what the flags leave open comes from the last one, then from the computer's name. */
function hostOptions(party: Party, { name, port }: StartRequest) {
  const { hostName, hostPort, hostBind } = party.settings();
  return { name: name ?? (hostName || hostname()), port: port ?? (hostPort || DEFAULT_PORT), bind: hostBind };
}

async function enterRoom(party: Party, request: StartRequest): Promise<Problem | undefined> {
  const result = request.host
    ? await party.host(hostOptions(party, request))
    : await party.join(request.join as string);
  return result.ok ? undefined : result.problem;
}

/**
 * Does what the command line asked for: nickname, then hosting or joining. Without a nickname the room waits until
 * the window has asked for one.
 * @param failed gets what stands in the way
 */
export function fulfil(party: Party, request: StartRequest, failed: (problem: Problem) => void): void {
  if (request.nick !== undefined) {
    const settings = party.updateSettings({ nick: request.nick });
    if (!settings.ok) failed(settings.problem);
  }
  if (!request.host && request.join === undefined) return;
  const enter = () => {
    void enterRoom(party, request).then((problem) => problem && failed(problem));
  };
  if (party.settings().nick !== '') return enter();
  const unsubscribe = party.onPush((push) => {
    if (push.kind !== 'settings' || push.settings.nick === '') return;
    unsubscribe();
    enter();
  });
}
