import { app, clipboard } from 'electron';
import type { DiscoveryService } from '../../node/discovery/discovery-service.ts';
import { localAddresses } from '../../node/net/local-addresses.ts';
import type { Party } from '../../node/party/party.ts';
import { parseAddress } from '../../shared/address.ts';
import type { Finding } from '../../shared/doctor/models.ts';
import { type Result, success } from '../../shared/error-codes.ts';
import { inviteLink } from '../../shared/invite/invite.ts';
import type { AppState, InvokeContract, Push, StartFailure } from '../../shared/ipc-contract.ts';
import type { Settings } from '../../shared/settings.ts';
import type { KeptLog } from '../log.ts';
import { ownPorts, ownRoom } from '../own-ports.ts';
import type { WaitingLink } from '../waiting-link.ts';
import type { WireWatch } from '../wire-watch.ts';
import type { Handlers } from './answer.ts';
import { createDetailsHandlers } from './details-handlers.ts';
import { createDiscoveryHandlers } from './discovery-handlers.ts';
import { createDoctorHandlers } from './doctor-handlers.ts';
import { createDoorHandlers } from './door-handlers.ts';
import { createFileHandlers } from './file-handlers.ts';
import { createHelpHandlers } from './help-handlers.ts';
import { createIdentityHandlers } from './identity-handlers.ts';
import { createLabHandlers, type LabHandlerParts } from './lab-handlers.ts';
import { createPlaceHandlers, createRoomHandlers, type PlaceHandlerParts } from './place-handlers.ts';
import { createPrivateHandlers } from './private-handlers.ts';
import { createWireHandlers } from './wire-handlers.ts';

export interface HandlerParts extends LabHandlerParts, PlaceHandlerParts {
  readonly party: Party;
  readonly discovery: DiscoveryService;
  readonly link: WaitingLink;
  readonly wireWatch: WireWatch;
  readonly systemLanguage: string;
  /** Folder that holds the builds of main, preload and renderer. */
  readonly outFolder: string;
  readonly log: KeptLog;
  /** What the flags asked for in vain, while the start screen still shows it. */
  readonly startFailure: () => StartFailure | undefined;
  /** The user said what closing the window is to mean. */
  readonly closeWindow: (how: 'tray' | 'quit') => void;
  /** Tells the window something. */
  readonly push: (push: Push) => void;
}

/** Puts a room's invite link on the clipboard. */
export async function copyInvite({ places }: Party, address: string): Promise<Result<undefined>> {
  const room = parseAddress(address);
  if (!room.ok) return room;
  await clipboard.writeText(inviteLink(room.value, places.fingerprintAt(address)));
  return success(undefined);
}

function appState({ party, link, systemLanguage, startFailure, flush }: HandlerParts): AppState {
  // What was pushed before this picture must reach the window before it, or an old room would replace a new one.
  flush();
  return {
    version: app.getVersion(),
    platform: process.platform,
    systemLanguage,
    settings: party.settings(),
    encryption: party.encryption.state,
    dataFolder: app.getPath('userData'),
    recentRooms: party.recentRooms(),
    localAddresses: localAddresses(),
    places: party.places.cards(),
    knownRooms: party.places.knownRooms(),
    shown: party.shown,
    openAddress: link.current(),
    startFailure: startFailure(),
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
    'room:host': ({ key, ...form }) => {
      link.clear();
      return party.places.host(form, key);
    },
    'room:join': ({ address, key, transport, roomId, clear }) => {
      link.clear();
      return party.places.join(address, { key, transport, roomId, clear });
    },
    ...createRoomHandlers(party),
    ...createPlaceHandlers(parts),
    ...createDetailsHandlers(party),
    ...createDoorHandlers(party),
    ...createIdentityHandlers(party),
    ...createPrivateHandlers(party),
    'room:copy-invite': ({ address }) => copyInvite(party, address),
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
    ...createDiscoveryHandlers(parts),
    ...createDoctorHandlers({
      discovery: parts.discovery,
      ownPorts: () => ownPorts(party.places.cards(), parts.lab.state()),
      ownRoom: () => ownRoom(party.places.cards()),
      roomAt: (address) => party.recentRooms().find((room) => room.address === address)?.name,
      push: parts.push,
      checked: (findings) => {
        lastCheck = findings;
      },
    }),
  };
}
