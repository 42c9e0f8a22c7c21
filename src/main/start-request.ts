import { hostname } from 'node:os';
import type { Party } from '../node/party/party.ts';
import type { Problem } from '../shared/error-codes.ts';
import { DEFAULT_PORT } from '../shared/limits.ts';
import type { PlaceKey } from '../shared/places/place-models.ts';
import type { StartRequest } from './command-line.ts';

/** The room that `--host` opens: what the flags leave open comes from the last one, then from the computer's name. */
function hostOptions(party: Party, { name, port }: StartRequest) {
  const { hostName, hostPort, hostBind, hostPlain, hostDurable } = party.settings();
  return {
    name: name ?? (hostName || hostname()),
    port: port ?? (hostPort || DEFAULT_PORT),
    bind: hostBind,
    plain: hostPlain,
    durable: hostDurable,
  };
}

async function enterRoom(
  party: Party,
  request: StartRequest,
  entered: (key: PlaceKey) => void,
): Promise<Problem | undefined> {
  if (!request.host) {
    const joined = await party.places.join(request.join as string);
    if (joined.ok) entered(joined.value.key);
    return joined.ok ? undefined : joined.problem;
  }
  const options = hostOptions(party, request);
  const hosted = await party.places.host(options);
  if (hosted.ok) entered(hosted.value.key);
  if (hosted.ok) return undefined;
  // The form that the user corrects it in starts with what the flags said.
  party.updateSettings({ hostName: options.name, hostPort: options.port });
  return hosted.problem;
}

/**
 * Does what the command line asked for: nickname, then hosting or joining. Without a nickname the room waits until
 * the window has asked for one.
 * @param entered gets the place that was asked for
 * @param failed gets what stands in the way, and the address where one was to be joined
 */
export function fulfil(
  party: Party,
  request: StartRequest,
  entered: (key: PlaceKey) => void,
  failed: (problem: Problem, joining: string | undefined) => void,
): void {
  if (request.nick !== undefined) {
    const settings = party.updateSettings({ nick: request.nick });
    if (!settings.ok) failed(settings.problem, request.join);
  }
  if (!request.host && request.join === undefined) return;
  const enter = () => {
    void enterRoom(party, request, entered).then((problem) => problem && failed(problem, request.join));
  };
  if (party.settings().nick !== '') return enter();
  const unsubscribe = party.onPush((push) => {
    if (push.kind !== 'settings' || push.settings.nick === '') return;
    unsubscribe();
    enter();
  });
}
