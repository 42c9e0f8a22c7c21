/** Electron's `app`: the life of the application, its name, its folders. */
import { EventEmitter } from 'node:events';
import { record } from '../recorder.ts';
import { runtime } from '../runtime.ts';
import { failLoudly } from '../unanswered.ts';
import { getPath, setPath } from './app-paths.ts';
import { CommandLineSwitches } from './command-line-switches.ts';
import { makeEvent } from './event.ts';
import { appLocale, systemLanguages } from './languages.ts';
import { hasLock, releaseLock, requestLock, type SecondInstance } from './single-instance.ts';
import { windows } from './window-list.ts';

class App extends EventEmitter {
  readonly commandLine = new CommandLineSwitches();
  readonly isPackaged = false;
  accessibilitySupportEnabled = false;
  userAgentFallback = '';
  /** Set from the app's package.json by the loader. */
  private packageName = 'Electron';
  private packageVersion = '0.0.0';
  private appPath = process.cwd();
  private quitting = false;
  private badge = 0;
  private ready = false;
  private becomeReady: (() => void) | undefined;
  private readonly whenReadyPromise = new Promise<void>((resolve) => {
    this.becomeReady = resolve;
  });

  constructor() {
    super();
    windows.on('all-closed', () => this.onAllClosed());
  }

  get name(): string {
    return this.packageName;
  }
  set name(name: string) {
    this.packageName = name;
  }
  getName(): string {
    return this.packageName;
  }
  setName(name: string): void {
    this.packageName = name;
  }
  getVersion(): string {
    return this.packageVersion;
  }
  setVersion(version: string): void {
    this.packageVersion = version;
  }
  getAppPath(): string {
    return this.appPath;
  }
  setAppPath(path: string): void {
    this.appPath = path;
  }
  getPath(name: string): string {
    return getPath(name, this.packageName);
  }
  setPath(name: string, path: string): void {
    setPath(name, path);
  }
  setAppLogsPath(path?: string): void {
    setPath('logs', path ?? this.getPath('logs'));
  }
  getLocale(): string {
    return this.ready ? appLocale() : '';
  }
  getSystemLocale(): string {
    return systemLanguages()[0] as string;
  }
  getPreferredSystemLanguages(): string[] {
    return systemLanguages();
  }
  getLocaleCountryCode(): string {
    return /-([A-Z]{2})\b/.exec(this.getSystemLocale())?.[1] ?? '';
  }

  isReady(): boolean {
    return this.ready;
  }
  whenReady(): Promise<void> {
    return this.whenReadyPromise;
  }
  /** Called by start.ts when Chromium runs. Goes through `this.emit`, which Playwright's loader replaces. */
  markReady(): void {
    this.ready = true;
    this.becomeReady?.();
    this.emit('ready', makeEvent(), {});
  }

  quit(): void {
    if (this.quitting) return;
    const event = makeEvent();
    this.emit('before-quit', event);
    if (event.defaultPrevented) return;
    this.quitting = true;
    if (windows.all.length === 0) this.willQuit();
    // Any window may refuse, which ends the attempt: see `cancelQuit`.
    else for (const window of [...windows.all]) window.close();
  }
  /** A window refused to close. */
  cancelQuit(): void {
    this.quitting = false;
  }
  exit(code = 0): void {
    for (const window of [...windows.all]) window.destroy();
    this.leave(code);
  }
  relaunch(options?: object): void {
    record('app.relaunch', options);
  }

  requestSingleInstanceLock(additionalData?: unknown): boolean {
    const self = { argv: process.argv, workingDirectory: process.cwd(), additionalData: additionalData ?? null };
    return requestLock(this.getPath('userData'), self, (other) => this.onSecondInstance(other));
  }
  hasSingleInstanceLock(): boolean {
    return hasLock();
  }
  releaseSingleInstanceLock(): void {
    releaseLock();
  }

  setAsDefaultProtocolClient(scheme: string, path?: string, args?: string[]): boolean {
    record('app.setAsDefaultProtocolClient', scheme, path, args);
    return true;
  }
  removeAsDefaultProtocolClient(scheme: string): boolean {
    record('app.removeAsDefaultProtocolClient', scheme);
    return true;
  }
  isDefaultProtocolClient(): boolean {
    return false;
  }
  setAppUserModelId(id: string): void {
    record('app.setAppUserModelId', id);
  }
  setDesktopName(name: string): void {
    record('app.setDesktopName', name);
  }
  setAboutPanelOptions(options: object): void {
    record('app.setAboutPanelOptions', options);
  }
  showAboutPanel(): void {
    record('app.showAboutPanel');
  }
  setBadgeCount(count = 0): boolean {
    record('app.setBadgeCount', count);
    this.badge = count;
    return true;
  }
  getBadgeCount(): number {
    return this.badge;
  }
  get badgeCount(): number {
    return this.badge;
  }
  set badgeCount(count: number) {
    this.setBadgeCount(count);
  }
  /** Nothing is ever started at login, as in Electron on Linux. */
  setLoginItemSettings(settings: object): void {
    record('app.setLoginItemSettings', settings);
  }
  addRecentDocument(path: string): void {
    record('app.addRecentDocument', path);
  }
  setJumpList(categories: unknown): void {
    record('app.setJumpList', categories);
  }
  /** Every preload is sandboxed here already. */
  enableSandbox(): void {
    if (this.ready) throw new Error('app.enableSandbox() can only be called before app is ready');
  }
  disableHardwareAcceleration(): void {
    if (this.ready) throw new Error('app.disableHardwareAcceleration() can only be called before app is ready');
    this.commandLine.appendSwitch('disable-gpu');
  }
  focus(): void {
    windows.all.at(-1)?.focus();
  }
  hide(): void {
    record('app.hide');
  }
  show(): void {
    record('app.show');
  }

  private onSecondInstance(other: SecondInstance): void {
    this.emit('second-instance', makeEvent(), other.argv, other.workingDirectory, other.additionalData);
  }
  private onAllClosed(): void {
    if (this.quitting) this.willQuit();
    else if (this.listenerCount('window-all-closed') > 0) this.emit('window-all-closed');
    else this.quit();
  }
  private willQuit(): void {
    const event = makeEvent();
    this.emit('will-quit', event);
    this.quitting = false;
    if (!event.defaultPrevented) this.leave(0);
  }
  private leave(code: number): void {
    this.emit('quit', makeEvent(), code);
    const chromium = runtime.chromium;
    if (chromium === undefined) process.exit(code);
    runtime.chromium = undefined;
    // Await Chromium's end, so that nobody who waits for this process finds one of its own.
    chromium.kill();
    void chromium.ended.then(() => process.exit(code));
  }
}

failLoudly(App, 'App', 'app');
/** The one `app`. */
export const app = new App();
