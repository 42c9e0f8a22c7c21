import { app, clipboard } from 'electron';
import { localAddresses } from '../../node/net/local-addresses.ts';
import type { Party } from '../../node/party/party.ts';
import { inviteLink, parseAddress } from '../../shared/address.ts';
import type { Finding } from '../../shared/doctor/models.ts';
import { type Problem, type Result, success } from '../../shared/error-codes.ts';
import type { AppState, InvokeContract, Push, StartFailure } from '../../shared/ipc-contract.ts';
import type { Settings } from '../../shared/settings.ts';
import type { KeptLog } from '../log.ts';
import { ownPorts } from '../own-ports.ts';
import type { WaitingLink } from '../waiting-link.ts';
import type { WireWatch } from '../wire-watch.ts';
import type { Handlers } from './answer.ts';
import { createDoctorHandlers } from './doctor-handlers.ts';
import { createFileHandlers } from './file-handlers.ts';
import { createHelpHandlers } from './help-handlers.ts';
import { createLabHandlers, type LabHandlerParts } from './lab-handlers.ts';
import { createWireHandlers } from './wire-handlers.ts';

export interface HandlerParts extends LabHandlerParts {
  readonly party: Party;
  readonly link: WaitingLink;
  readonly wireWatch: WireWatch;
  readonly systemLanguage: string;
  /** Folder that holds the builds of main, preload and renderer. */
  readonly outFolder: string;
  readonly log: KeptLog;
  /** What the flags asked for in vain, while the start screen still shows it. */
  readonly startFailure: () => StartFailure | undefined;
  /** What was told last beside the room. */
  readonly notice: () => Problem | undefined;
  /** The user said what closing the window is to mean. */
  readonly closeWindow: (how: 'tray' | 'quit') => void;
  /** Tells the window something. */
  readonly push: (push: Push) => void;
}

/** Puts a room's invite link on the clipboard. */
export async function copyInvite(address: string): Promise<Result<undefined>> {
  const room = parseAddress(address);
  if (!room.ok) return room;
  await clipboard.writeText(inviteLink(room.value));
  return success(undefined);
}

function appState({ party, link, systemLanguage, startFailure, notice, flush }: HandlerParts): AppState {
  // What was pushed before this picture must reach the window before it, or an old room would replace a new one.
  flush();
  return {
    version: app.getVersion(),
    platform: process.platform,
    systemLanguage,
    settings: party.settings(),
    dataFolder: app.getPath('userData'),
    recentRooms: party.recentRooms(),
    localAddresses: localAddresses(),
    room: party.room(),
    outbox: party.outbox(),
    transfers: party.files.list(),
    openAddress: link.current(),
    startFailure: startFailure(),
    notice: notice(),
  };
}

/** A setting that is passed as undefined is one that does not change. */
function present(change: InvokeContract['settings:update']['payload']): Partial<Settings> {
  return Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
}

/** What main does for each call of the window. */
export function createHandlers(parts: HandlerParts): Handlers {
  const { party, link, closeWindow } = parts;
  let lastCheck: readonly Finding[] | undefined;
  return {
    ...createLabHandlers(parts),
    ...createWireHandlers(party, parts.wireWatch),
    'app:state': () => appState(parts),
    'settings:update': (change) => party.updateSettings(present(change)),
    'recent:forget': ({ address }) => party.forgetRoom(address),
    'room:host': (options) => {
      link.clear();
      return party.host(options);
    },
    'room:join': ({ address, transport }) => {
      link.clear();
      return party.join(address, transport);
    },
    'room:say': ({ text }) => party.say(text),
    'room:typing': () => party.typing(),
    'room:retry': ({ id }) => party.retry(id),
    'room:discard': ({ id }) => party.discard(id),
    'room:reconnect': () => {
      party.reconnectNow();
      return success(undefined);
    },
    'room:set-transport': ({ transport }) => party.setTransport(transport),
    'impairment:set': (impairment) => party.impair(impairment),
    'room:quality': () => party.quality(),
    'room:leave': () => party.leave(),
    'room:history': ({ before, limit }) => party.history(before, limit),
    'room:copy-invite': ({ address }) => copyInvite(address),
    'clipboard:write': async ({ text }) => {
      await clipboard.writeText(text);
      return success(undefined);
    },
    ...createFileHandlers(parts),
    ...createHelpHandlers({ ...parts, lastCheck: () => lastCheck }),
    'window:close': ({ how }) => {
      closeWindow(how);
      return undefined;
    },
    ...createDoctorHandlers({
      ownPorts: () => ownPorts(party.room(), parts.lab.state()),
      roomAt: (address) => party.recentRooms().find((room) => room.address === address)?.name,
      push: parts.push,
      checked: (findings) => {
        lastCheck = findings;
      },
    }),
  };
}
