/** The composition root: what the process is told, claims and opens, in the order that Electron wants it. */
import { join, resolve } from 'node:path';
import { app, dialog, powerMonitor, safeStorage } from 'electron';
import { Defects } from '../core/defects.ts';
import type { RoomsAround } from '../node/discovery/announcing.ts';
import { DiscoveryService } from '../node/discovery/discovery-service.ts';
import { dataFolder, openDataFolder } from '../node/party/data-folder.ts';
import { openParty, type Party } from '../node/party/party.ts';
import { PracticeLab } from '../node/practice/practice-lab.ts';
import { openSystemVault } from '../node/secure/open-vault.ts';
import type { Vault } from '../node/secure/vault.ts';
import type { Problem, Result } from '../shared/error-codes.ts';
import { onTerminalLine } from '../shared/terminal-text.ts';
import { APP_ORIGIN, registerAppScheme, serveApp } from './app-protocol.ts';
import { parseCommandLine, type StartRequest } from './command-line.ts';
import { claimLinks, onOpenLink } from './deep-links.ts';
import { createEarlyRequests } from './early-requests.ts';
import { followDiscovery } from './follow-discovery.ts';
import { toldError } from './help/told.ts';
import { type KeptLog, type Log, openLog } from './log.ts';
import { resolveLanguage } from './menu-labels.ts';
import { lockDown } from './security.ts';
import { type Session, startSession } from './session.ts';
import { claimDataFolder, onSecondStart, onShutdownSignal } from './single-instance.ts';
import { startWords } from './start-words.ts';
import { stayHome } from './stay-home.ts';

const OUT_FOLDER = join(import.meta.dirname, '..');

/** In development electron-vite serves the page; never in the packaged app, whatever its environment says. */
function pageUrl(): string {
  const served = process.env.ELECTRON_RENDERER_URL;
  return served !== undefined && !app.isPackaged ? new URL('/', served).href : `${APP_ORIGIN}/`;
}

interface Closing {
  readonly party: Party;
  readonly lab: PracticeLab;
  readonly discovery: DiscoveryService;
  readonly log: Log;
}

/** The store is written and released before the process ends. */
function closeBeforeQuit({ party, lab, discovery, log }: Closing): void {
  let closed = false;
  app.on('will-quit', (event) => {
    if (closed) return;
    event.preventDefault();
    // Rooms take leave of the network while they close.
    Promise.all([party.close().then(() => discovery.close()), lab.close()])
      .catch((error: unknown) =>
        log.error(`closing failed: ${String(error)}`, { code: 'closing_failed', error: toldError(error) }),
      )
      .finally(() => {
        closed = true;
        app.quit();
      });
  });
}

/** What secrets are kept under: the system's key store may ask its user for a word first. */
async function openVault(): Promise<Result<Vault>> {
  const folder = openDataFolder(app.getPath('userData'));
  return folder.ok ? openSystemVault(dataFolder.vault(folder.value), safeStorage) : folder;
}

/** Opens the party, or says in words why not and ends with exit code 1. */
function openOrExit(vault: Result<Vault>, log: Log, defects: Defects, around: RoomsAround): Party | undefined {
  const dataDir = app.getPath('userData');
  const downloads = join(app.getPath('downloads'), 'Partyline');
  const party = vault.ok ? openParty({ dataDir, vault: vault.value, downloads, defects, around }) : vault;
  if (party.ok) return party.value;
  log.error(`${party.problem.code}: ${party.problem.text}`, { code: 'not_started', problem: party.problem.code });
  exitWith(party.problem);
  return undefined;
}

function systemLanguage(): string {
  return app.getPreferredSystemLanguages()[0] ?? app.getLocale();
}

function tellTerminal(words: string): void {
  process.stderr.write(`partyline: ${onTerminalLine(words)}\n`);
}

/** Says why the app can't start, in a terminal and in a dialog, and ends with exit code 1. */
function exitWith(problem: Problem): void {
  tellTerminal(problem.text);
  dialog.showErrorBox('Partyline', startWords(problem, resolveLanguage('system', systemLanguage())));
  app.exit(1);
}

function open(request: StartRequest, vault: Result<Vault>, log: KeptLog): Session | undefined {
  const url = pageUrl();
  // Not URL.origin: that is "null" for a scheme of one's own.
  const origin = url.replace(/\/$/, '');
  if (origin === APP_ORIGIN) serveApp(join(OUT_FOLDER, 'renderer'));
  lockDown(origin, log);
  const defects = new Defects((words, error) =>
    log.error(`a defect that was survived: ${words}`, { code: 'defect', error: toldError(error) }),
  );
  const discovery = new DiscoveryService({ defects });
  const party = openOrExit(vault, log, defects, discovery);
  if (party === undefined) return undefined;
  const lab = new PracticeLab(defects);
  closeBeforeQuit({ party, lab, discovery, log });
  followDiscovery(party, discovery);
  powerMonitor.on('resume', () => party.places.reconnectNow());
  const parts = {
    party,
    lab,
    discovery,
    log,
    url,
    origin,
    outFolder: OUT_FOLDER,
    systemLanguage: systemLanguage(),
    request,
  };
  return startSession(parts);
}

function main(): void {
  const parsed = parseCommandLine(process.argv.slice(1));
  if (!parsed.ok) {
    tellTerminal(parsed.problem.text);
    app.exit(1);
    return;
  }
  const request = parsed.value;
  registerAppScheme();
  stayHome();
  if (request.userDataDir !== undefined) {
    const folder = resolve(request.userDataDir);
    const opened = openDataFolder(folder);
    if (!opened.ok) return exitWith(opened.problem);
    app.setPath('userData', folder);
  }
  if (!claimDataFolder(request)) {
    tellTerminal('already running with this data folder; its window comes to the front.');
    app.exit(0);
    return;
  }

  const log = openLog(join(app.getPath('userData'), 'logs'), tellTerminal);
  log.info(`Partyline ${app.getVersion()} on ${process.platform}, Electron ${process.versions.electron}`, {
    code: 'started',
  });
  process.on('uncaughtExceptionMonitor', (error) =>
    log.error(`a defect: ${error.stack ?? String(error)}`, { code: 'fatal_defect', error: toldError(error) }),
  );

  let session: Session | undefined;
  const requests = createEarlyRequests();
  onOpenLink((link) => requests.take({ link }));
  onSecondStart(requests.take);
  onShutdownSignal(() => (session ? session.shutDown() : app.quit()));
  // On macOS too: an app that goes on does so with its window hidden.
  app.on('window-all-closed', () => app.quit());
  claimLinks(process.env.APPIMAGE, log);
  // What Windows knows notifications and the task bar's icon by; the same as in electron-builder.yml.
  if (process.platform === 'win32') app.setAppUserModelId('org.partyline.app');
  void app.whenReady().then(async () => {
    const vault = await openVault();
    session = open({ ...request, link: requests.link ?? request.link }, vault, log);
    if (session) requests.handTo(session.take);
    powerMonitor.on('shutdown', () => session?.shutDown());
  });
}

main();
