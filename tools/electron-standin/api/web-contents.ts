/** Electron's `webContents`: one page, seen from the main process. */
import { EventEmitter } from 'node:events';
import { fromChromium, toChromium } from '../chromium/own-schemes.ts';
import { Page } from '../chromium/page.ts';
import { injectedScripts } from '../page/injected.ts';
import { record } from '../recorder.ts';
import { runningChromium } from '../runtime.ts';
import { failLoudly } from '../unanswered.ts';
import { app } from './app.ts';
import { IpcMain, messageFor, receivePost } from './ipc-main.ts';
import { NativeImage } from './native-image.ts';
import { nativeTheme } from './native-theme.ts';
import { preloadProcess } from './preload-process.ts';
import { defaultSession, type Session } from './session.ts';
import { WebContentsEvents } from './web-contents-events.ts';
import { WebFrameMain } from './web-frame-main.ts';

/** What `setWindowOpenHandler`'s handler is told and answers. */
type WindowOpenHandler = (details: object) => { readonly action: 'deny' | 'allow' };

/** The part of `webPreferences` that matters here. */
export interface WebPreferences {
  readonly preload?: string;
  readonly additionalArguments?: readonly string[];
  readonly sandbox?: boolean;
  readonly contextIsolation?: boolean;
  readonly nodeIntegration?: boolean;
}

let lastId = 0;
const all = new Map<number, WebContents>();

/** @see https://www.electronjs.org/docs/latest/api/web-contents */
export class WebContents extends EventEmitter {
  readonly id = ++lastId;
  readonly ipc = new IpcMain();
  readonly session: Session = defaultSession;
  /** For the stand-in's own files. */
  readonly page: Page;
  private readonly events: WebContentsEvents;
  private readonly frameObjects = new Map<string, WebFrameMain>();
  private windowOpenHandler: WindowOpenHandler | undefined;
  private devToolsOpen = false;
  private muted = false;
  private agent = '';
  private zoom = 1;
  private destroyed = false;
  private readonly preferences: WebPreferences;

  static getAllWebContents(): WebContents[] {
    return [...all.values()];
  }
  static fromId(id: number): WebContents | undefined {
    return all.get(id);
  }
  /** Playwright finds the window of a page by this. */
  static fromDevToolsTargetId(targetId: string): WebContents | undefined {
    return [...all.values()].find((contents) => contents.page.targetId === targetId);
  }
  static getFocusedWebContents(): WebContents | null {
    return WebContents.getAllWebContents().find((contents) => contents.isFocused()) ?? null;
  }

  constructor(preferences: WebPreferences, size: { readonly width: number; readonly height: number }) {
    super();
    refuseUnsafe(preferences);
    this.preferences = preferences;
    const { preload, additionalArguments = [] } = preferences;
    const scripts = preload === undefined ? undefined : injectedScripts(preload, preloadProcess(additionalArguments));
    this.page = new Page(runningChromium('BrowserWindow'), { ...size, scripts });
    this.events = new WebContentsEvents(this, this.page);
    this.page.on('posted', (text, frame) =>
      receivePost(text, this, frame === undefined ? null : this.frameById(frame.id), (reply) =>
        this.page.deliver(reply),
      ),
    );
    this.page.on('closed', () => this.markDestroyed());
    all.set(this.id, this);
    nativeTheme.apply(this.page);
    app.emit('web-contents-created', { preventDefault() {}, defaultPrevented: false }, this);
  }

  get mainFrame(): WebFrameMain {
    return this.frameObject('');
  }
  /** For the stand-in's own files. */
  frameById(id: string): WebFrameMain | null {
    if (id === this.page.targetId) return this.mainFrame;
    return this.page.frames.has(id) ? this.frameObject(id) : null;
  }
  /** One object for each frame, as apps compare them. */
  private frameObject(id: string): WebFrameMain {
    let frame = this.frameObjects.get(id);
    if (frame === undefined) {
      frame = new WebFrameMain(this, id);
      this.frameObjects.set(id, frame);
    }
    return frame;
  }

  loadURL(url: string): Promise<void> {
    const loaded = this.events.load(url, () => this.page.send('Page.navigate', { url: toChromium(url) }));
    // As in Electron, a caller who does not look at the promise gets no unhandled rejection.
    loaded.catch(() => {});
    return loaded;
  }
  loadFile(path: string): Promise<void> {
    return this.loadURL(new URL(`file://${path}`).href);
  }
  reload(): void {
    this.page.tell('Page.reload');
  }
  reloadIgnoringCache(): void {
    this.page.tell('Page.reload', { ignoreCache: true });
  }
  stop(): void {
    this.page.tell('Page.stopLoading');
  }
  getURL(): string {
    return fromChromium(this.page.frames.get(this.page.targetId)?.url ?? '').replace(/^about:blank$/, '');
  }
  getTitle(): string {
    return this.events.title;
  }
  isLoading(): boolean {
    return this.page.loading;
  }
  isLoadingMainFrame(): boolean {
    return this.page.loading;
  }
  isCrashed(): boolean {
    return this.events.crashed;
  }

  send(channel: string, ...args: unknown[]): void {
    if (typeof channel !== 'string') throw new TypeError('Missing required channel argument');
    if (!this.destroyed) this.page.deliver(messageFor(channel, args));
  }
  async executeJavaScript(code: string, userGesture = false): Promise<unknown> {
    const { result, exceptionDetails } = await this.page.send('Runtime.evaluate', {
      expression: code,
      userGesture,
      awaitPromise: true,
      returnByValue: true,
      replMode: false,
    });
    if (exceptionDetails === undefined) return result.value;
    throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
  }
  async capturePage(rectangle?: { x: number; y: number; width: number; height: number }): Promise<NativeImage> {
    const clip = rectangle === undefined ? {} : { clip: { ...rectangle, scale: 1 } };
    const { data } = await this.page.send('Page.captureScreenshot', { format: 'png', ...clip });
    return NativeImage.createFromBuffer(Buffer.from(data, 'base64'));
  }

  setWindowOpenHandler(handler: WindowOpenHandler): void {
    this.windowOpenHandler = handler;
  }
  /** A page wants to open a window. Asks the handler; the stand-in itself never opens one. */
  askToOpen(details: object): void {
    const answer = this.windowOpenHandler?.(details);
    if (answer?.action === 'deny') return;
    console.error('electron-standin does not answer window.open that is allowed: deny it in setWindowOpenHandler.');
  }

  openDevTools(options?: object): void {
    record('webContents.openDevTools', options);
    this.devToolsOpen = true;
    this.emit('devtools-opened');
  }
  closeDevTools(): void {
    this.devToolsOpen = false;
    this.emit('devtools-closed');
  }
  toggleDevTools(): void {
    if (this.devToolsOpen) this.closeDevTools();
    else this.openDevTools();
  }
  isDevToolsOpened(): boolean {
    return this.devToolsOpen;
  }

  isDestroyed(): boolean {
    return this.destroyed;
  }
  isFocused(): boolean {
    return this.events.focused;
  }
  focus(): void {
    this.page.tell('Page.bringToFront');
  }
  close(options: { waitForBeforeUnload?: boolean } = {}): void {
    if (options.waitForBeforeUnload === true) this.page.requestClose();
    else this.page.destroy();
  }
  /** For BrowserWindow: marks the page as focused or not. */
  setFocused(focused: boolean): void {
    this.events.focused = focused;
    this.emit(focused ? 'focus' : 'blur');
  }
  /** For BrowserWindow.destroy: the page is gone from this moment on. */
  destroy(): void {
    this.page.destroy();
    this.markDestroyed();
  }
  forcefullyCrashRenderer(): void {
    this.page.tell('Page.crash');
  }
  setAudioMuted(muted: boolean): void {
    this.muted = muted;
  }
  isAudioMuted(): boolean {
    return this.muted;
  }
  setUserAgent(userAgent: string): void {
    this.agent = userAgent;
    this.page.tell('Emulation.setUserAgentOverride', { userAgent });
  }
  getUserAgent(): string {
    return this.agent;
  }
  /** Clamped to what Chromium can display. */
  setZoomFactor(factor: number): void {
    if (!(factor > 0)) throw new Error("'zoomFactor' must be a double greater than 0.0");
    this.zoom = Math.min(5, Math.max(0.25, factor));
    this.page.setZoom(this.zoom);
  }
  getZoomFactor(): number {
    return this.zoom;
  }
  get zoomFactor(): number {
    return this.zoom;
  }
  set zoomFactor(factor: number) {
    this.setZoomFactor(factor);
  }
  setBackgroundThrottling(_allowed: boolean): void {}
  /** In no documentation, and yet what tests of apps look at: what the window was made with. */
  getLastWebPreferences(): WebPreferences {
    return this.preferences;
  }
  getProcessId(): number {
    return this.id;
  }
  getOSProcessId(): number {
    return process.pid;
  }
  getType(): string {
    return 'window';
  }
  setVisualZoomLevelLimits(): Promise<void> {
    return Promise.resolve();
  }

  private markDestroyed(): void {
    if (this.destroyed) return;
    this.destroyed = true;
    all.delete(this.id);
    this.emit('destroyed');
  }
}

/** Only the safe settings are answered; an app that asks for others would run differently here. */
function refuseUnsafe(preferences: WebPreferences): void {
  const refuse = (name: string): never => {
    throw new Error(
      `electron-standin does not answer webPreferences.${name}: its preloads are sandboxed and isolated.`,
    );
  };
  if (preferences.sandbox === false) refuse('sandbox: false');
  if (preferences.contextIsolation === false) refuse('contextIsolation: false');
  if (preferences.nodeIntegration === true) refuse('nodeIntegration: true');
}

failLoudly(WebContents, 'WebContents', 'webContents');
