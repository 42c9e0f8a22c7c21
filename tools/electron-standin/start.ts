/** The stand-in's composition root: reads the arguments, starts Chromium, runs the app. */
import inspector from 'node:inspector';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { app } from './api/app.ts';
import { dialogAnswers } from './api/dialog.ts';
import { electron } from './api/electron-module.ts';
import { requestPort } from './api/navigation-gate.ts';
import { plugDisplays } from './api/screen.ts';

import { findApp } from './app-package.ts';
import { launchChromium } from './chromium/launch.ts';
import { denyPopups } from './chromium/popups.ts';
import { routeRequests } from './chromium/request-router.ts';

import { readCommandLine } from './command-line.ts';
import { installModuleHooks, placeholders } from './module-hooks.ts';
import { recorded } from './recorder.ts';
import { runtime } from './runtime.ts';
import { STANDIN } from './standin-global.ts';

const require = createRequire(import.meta.url);
const electronPackage = require.resolve('electron/package.json');
const electronVersion = (require(electronPackage) as { version: string }).version;
const executable = join(import.meta.dirname, 'electron');

runtime.commandLine = readCommandLine(process.argv.slice(2));
const { commandLine } = runtime;

if (commandLine.version) {
  process.stdout.write(`v${electronVersion}\n`);
  process.exit(0);
}
if (commandLine.appPath === undefined) {
  process.stderr.write('electron-standin: name the app, as in `electron .`\n');
  process.exit(1);
}

disguiseProcess();
if (commandLine.inspectPort !== undefined)
  inspector.open(commandLine.inspectPort, '127.0.0.1', commandLine.inspectBreak);
Object.assign(globalThis, {
  [Symbol.for(STANDIN)]: { electron, placeholders, recorded, dialogAnswers, plugDisplays },
});
installModuleHooks();
await run(commandLine.appPath);

/** `process` as an app finds it in Electron. */
function disguiseProcess(): void {
  process.argv.splice(0, 2, executable);
  Object.assign(process, { type: 'browser', defaultApp: true });
  Object.defineProperty(process, 'resourcesPath', { value: join(dirname(electronPackage), 'dist', 'resources') });
  setVersion('electron', electronVersion);
}

function setVersion(name: string, value: string): void {
  Object.defineProperty(process.versions, name, { value, enumerable: true, configurable: true });
}

async function run(appPath: string): Promise<void> {
  const found = findApp(appPath);
  app.setName(found.name);
  app.setVersion(found.version);
  app.setAppPath(found.folder);
  const userData = commandLine.switches.get('user-data-dir');
  if (userData !== undefined && userData !== '') app.setPath('userData', resolve(userData));
  for (const file of commandLine.requires) createRequire(join(process.cwd(), 'index.js'))(file);
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) quitOn(signal);
  await import(pathToFileURL(found.main).href);
  await startChromium();
}

/** As Electron does, unless the app listens itself. */
function quitOn(signal: NodeJS.Signals): void {
  process.on(signal, () => {
    if (process.listenerCount(signal) === 1) app.quit();
  });
}

/** After the app's main module, which may still have changed switches and folders. */
async function startChromium(): Promise<void> {
  const headless = isHeadless();
  const chromium = await launchChromium({
    userData: app.getPath('userData'),
    headless,
    devToolsPort: commandLine.devToolsPort,
    language: commandLine.switches.get('lang'),
    switches: app.commandLine.forChromium(),
  });
  await routeRequests(chromium.connection, requestPort);
  await denyPopups(chromium.connection);
  runtime.chromium = chromium;
  setVersion('chrome', chromium.version);
  void chromium.ended.then(() => {
    if (runtime.chromium === undefined) return;
    process.stderr.write('electron-standin: Chromium ended, and the app with it.\n');
    process.exit(1);
  });
  process.stderr.write(`electron-standin: Chromium ${chromium.version}${headless ? ', headless' : ''}\n`);
  app.markReady();
}

function isHeadless(): boolean {
  const hasDisplay = Boolean(process.env.DISPLAY) || Boolean(process.env.WAYLAND_DISPLAY);
  return commandLine.switches.has('headless') || Boolean(process.env.ELECTRON_STANDIN_HEADLESS) || !hasDisplay;
}
