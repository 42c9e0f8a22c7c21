import { join } from 'node:path';
import { app, type BrowserWindow, nativeTheme } from 'electron';
import type { DiscoveryService } from '../node/discovery/discovery-service.ts';
import type { Party } from '../node/party/party.ts';
import type { PracticeLab } from '../node/practice/practice-lab.ts';
import type { Problem } from '../shared/error-codes.ts';
import type { HelpDialog } from '../shared/help/help-contract.ts';
import type { Push, StartFailure } from '../shared/ipc-contract.ts';
import type { PlaceKey } from '../shared/places/place-models.ts';
import { NO_REQUEST, type StartRequest } from './command-line.ts';
import { ConnectionNotes } from './help/connection-notes.ts';
import { showPlace } from './help/shown-places.ts';
import { toldError } from './help/told.ts';
import { copyInvite, createHandlers } from './ipc/handlers.ts';
import { sendPushes, serveCalls } from './ipc/register.ts';
import type { KeptLog } from './log.ts';
import { applyMenu } from './menu.ts';
import { menuLabels, resolveLanguage } from './menu-labels.ts';
import { type FollowParts, followRooms } from './notifications/follow-rooms.ts';
import { notify } from './notify.ts';
import { OpenPlaces } from './open-places.ts';
import { createOutside } from './outside.ts';
import { createPushBatch } from './push-batch.ts';
import type { HandedOver } from './single-instance.ts';
import { fulfil } from './start-request.ts';
import { createTransferSigns } from './transfer-signs.ts';
import { notificationWords } from './transfer-words.ts';
import { createWaitingLink } from './waiting-link.ts';
import { createCloseGuard } from './window/close-guard.ts';
import { firstPlacement, keepPlacement } from './window/keep-placement.ts';
import { PlacementFile } from './window/placement-file.ts';
import { roomsLeft } from './window/rooms-left.ts';
import { createWindow, focusWindow } from './window/window.ts';
import { type ZoomChange, zoomed } from './window/zoom.ts';
import { WireWatch } from './wire-watch.ts';

export interface SessionParts {
  readonly party: Party;
  readonly lab: PracticeLab;
  readonly discovery: DiscoveryService;
  readonly log: KeptLog;
  /** Address of the window's page. */
  readonly url: string;
  /** Scheme and host of the page, without a slash at the end. */
  readonly origin: string;
  readonly outFolder: string;
  readonly systemLanguage: string;
  readonly request: StartRequest;
}

/** What the outside may still want of the running app. */
export interface Session {
  /** A second start, or a link. */
  take(request: HandedOver): void;
  /** Closes without a question. */
  shutDown(): void;
}

/** The address of the place that the window shows; it is what an invite leads to. */
function shownAddress({ places, shown }: Party): string | undefined {
  return shown === undefined ? undefined : places.get(shown)?.address;
}

/** The menu and the colours follow the settings and the place that is shown. */
function followPushes(
  { party, systemLanguage, log, outFolder }: SessionParts,
  show: (dialog: HelpDialog) => void,
): () => void {
  const update = () => {
    const { language, theme } = party.settings();
    const address = shownAddress(party);
    nativeTheme.themeSource = theme;
    applyMenu({
      labels: menuLabels(resolveLanguage(language, systemLanguage)),
      isMac: process.platform === 'darwin',
      isDevelopment: !app.isPackaged,
      show,
      openDocs: () => void showPlace('docs', outFolder),
      zoom: (change: ZoomChange) => party.updateSettings({ zoom: zoomed(party.settings().zoom, change) }),
      copyInvite:
        address === undefined
          ? undefined
          : () => {
              copyInvite(party, address).catch((error: unknown) =>
                log.warn(`no clipboard: ${String(error)}`, { code: 'no_clipboard', error: toldError(error) }),
              );
            },
    });
  };
  let shown = '';
  const updateWhenChanged = () => {
    const { language, theme } = party.settings();
    const next = JSON.stringify([language, theme, shownAddress(party)]);
    // Room pushes are frequent, changes of what the menu shows are not.
    if (next === shown) return;
    shown = next;
    update();
  };
  updateWhenChanged();
  return updateWhenChanged;
}

/** How files do, seen from outside of the window; a muted room, and whoever is not to be disturbed, hears nothing of it. */
function transferSigns(
  { party, log }: SessionParts,
  window: BrowserWindow,
  { language, open, isQuiet, push }: Pick<FollowParts, 'language' | 'open' | 'isQuiet' | 'push'>,
): (push: Push) => void {
  const isMuted = (key: PlaceKey) => party.places.cards().some((card) => card.key === key && card.isMuted);
  return createTransferSigns({
    progressBar: (share) => {
      if (!window.isDestroyed()) window.setProgressBar(share);
    },
    mayTell: (key) => !window.isDestroyed() && !window.isFocused() && !isQuiet() && !isMuted(key),
    notify: (summary, key) => {
      const clicked = () => {
        if (!window.isDestroyed()) open(key);
      };
      notify({ words: notificationWords(language(), summary) }, { clicked }, log);
      if (party.settings().sounds) push({ kind: 'sound' });
    },
  });
}

/** Joins the party, the window and everything between them. */
export function startSession(parts: SessionParts): Session {
  const { party, lab, log, request } = parts;
  const menuFollows = followPushes(parts, (dialog) => {
    focusWindow(window);
    push({ kind: 'show-dialog', dialog });
  });
  const guard = createCloseGuard({
    choice: () => party.settings().closeToTray,
    choose: (closeToTray) => party.updateSettings({ closeToTray }),
    rooms: () => roomsLeft(party.places.cards()),
    ask: (question, rooms) => {
      focusWindow(window);
      push({ kind: 'close-requested', question, rooms });
    },
    hide: () => window.hide(),
    close: () => window.close(),
  });
  const placements = new PlacementFile(join(app.getPath('userData'), 'window.json'), log);
  const window = createWindow({
    ...parts,
    holdsOpen: guard.holds,
    placement: firstPlacement(placements),
    startsHidden: request.hidden,
  });
  const stopKeeping = keepPlacement(window, placements);
  const language = () => resolveLanguage(party.settings().language, parts.systemLanguage);
  const open = (key?: PlaceKey) => {
    focusWindow(window);
    if (key !== undefined) show(key);
  };
  const outside = createOutside({
    ...parts,
    window,
    language,
    open,
    dataFolder: request.userDataDir,
    settings: () => party.settings(),
    updateSettings: (change) => party.updateSettings(change),
    cards: () => party.places.cards(),
  });
  const { isQuiet } = outside;
  const signs = transferSigns(parts, window, { language, open, isQuiet, push: (item) => push(item) });
  const openPlaces = new OpenPlaces();
  const batch = createPushBatch((pushes) => sendPushes(window.webContents, pushes));
  const push = (item: Push) => {
    if (openPlaces.passes(item)) batch.add(item);
  };
  const rooms = followRooms({ ...parts, window, language, open, isQuiet, push: (item) => push(item) });
  const show = (key: PlaceKey) => {
    party.shown = key;
    push({ kind: 'show-place', key });
  };
  const link = createWaitingLink((address) => push({ kind: 'open-address', address }));
  const wireWatch = new WireWatch(party.recorder, (state) => push({ kind: 'wire', state }));
  let startFailure: StartFailure | undefined;
  const failed = (problem: Problem, joining: string | undefined) => {
    log.warn(`${problem.code}: ${problem.text}`, { code: 'asked_in_vain', problem: problem.code });
    startFailure = { problem, joining };
    push({ kind: 'start-failed', failure: startFailure });
  };

  const connections = new ConnectionNotes(log);
  const stopPushes = party.onPush((item) => {
    push(item);
    rooms.take(item);
    signs(item);
    if (item.kind === 'room') startFailure = undefined;
    if (item.kind === 'settings') outside.update();
    else if (item.kind === 'places') outside.roomsChanged();
    else return;
    menuFollows();
    connections.follow(party.places.cards());
  });
  const stopLabPushes = lab.onPush(push);
  const handlers = createHandlers({
    ...parts,
    link,
    wireWatch,
    startFailure: () => startFailure,
    openPlaces,
    reading: rooms.reading,
    closeWindow: guard.answer,
    shown: (key) => {
      party.shown = key;
      menuFollows();
    },
    push,
    flush: batch.flush,
  });
  serveCalls(handlers, parts.origin, log);
  app.on('before-quit', guard.quitting);
  // A click on the icon in the dock of macOS.
  app.on('activate', () => focusWindow(window));
  window.once('closed', () => {
    stopPushes();
    stopKeeping();
    rooms.end();
    outside.end();
    wireWatch.watch(false);
    stopLabPushes();
  });

  if (request.link !== undefined) link.set(request.link);
  party.places.reopen(party.settings());
  fulfil(party, request, show, failed);

  return {
    take: ({ join, link: address, hidden }) => {
      // Started at login while it runs already: nobody asked for the window.
      if (hidden !== true) focusWindow(window);
      // A link comes from a web page and waits for a word; what somebody writes on a command line is one.
      if (join !== undefined) fulfil(party, { ...NO_REQUEST, join }, show, failed);
      else if (address !== undefined) link.set(address);
    },
    shutDown: () => {
      guard.allow();
      app.quit();
    },
  };
}
