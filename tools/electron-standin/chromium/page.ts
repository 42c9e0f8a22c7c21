/**
 * One page of Chromium as a window needs it. A page opens in its own time while Electron's API is synchronous, so every
 * command waits in `opened` and keeps its order.
 */
import { EventEmitter } from 'node:events';
import {
  BINDING,
  FILES_BINDING,
  type InjectedScripts,
  ISOLATED_WORLD,
  RECEIVER,
  TITLE_BINDING,
  titleScript,
  WATCHER_WORLD,
} from '../page/injected.ts';
import type { CdpData, CdpSession } from './cdp.ts';
import { answerFilePaths } from './file-paths.ts';
import type { Chromium } from './launch.ts';

/** What a page needs to be made. */
export interface PageOptions {
  readonly width: number;
  readonly height: number;
  readonly scripts: InjectedScripts | undefined;
}

/** One frame of the page. */
export interface Frame {
  readonly id: string;
  readonly parentId: string | undefined;
  /** As Chromium has it; empty before the first navigation. */
  url: string;
  name: string;
}

/**
 * Emits `closed`, `crashed`, `posted` (text, frame), `title` (text), `cdp` (method, params) for everything else.
 */
export class Page extends EventEmitter {
  /** Resolves when the page can be spoken to. */
  readonly opened: Promise<CdpSession>;
  readonly frames = new Map<string, Frame>();
  targetId = '';
  closed = false;
  /** Loader id of the empty document that a page begins with, and which no app knows of. */
  emptyDocument = '';
  /** From the call of a navigation until its document has loaded. */
  loading = false;
  private readonly chromium: Chromium;
  /** Isolated worlds by frame. */
  private readonly worlds = new Map<string, { readonly uniqueId: string; readonly id: number }>();
  private destroying = false;
  private readonly requestedNavigations = new Set<string>();
  private session: CdpSession | undefined;
  private size: { readonly width: number; readonly height: number };
  private zoom = 1;

  constructor(chromium: Chromium, options: PageOptions) {
    super();
    this.chromium = chromium;
    this.size = options;
    this.opened = this.open(options);
    this.opened.catch((error: unknown) => this.end(error));
  }

  /** Runs `command` once the page is open, after all commands before it were sent; failures of a closed page are dropped. */
  tell(method: string, params: object = {}): void {
    this.send(method, params).catch(() => {});
  }

  /** The same, with an answer. */
  async send(method: string, params: object = {}): Promise<CdpData> {
    const session = this.session ?? (await this.opened);
    return session.send(method, params);
  }

  /** Hands a text to the preload of the top frame, or drops it when there is none, as Electron does. */
  deliver(text: string): void {
    const world = this.worlds.get(this.targetId);
    if (world === undefined) return;
    this.tell('Runtime.evaluate', {
      expression: `${RECEIVER}(${JSON.stringify(text)})`,
      uniqueContextId: world.uniqueId,
      silent: false,
    });
  }

  /** Whether a page world's id belongs to preload's world. */
  frameOfWorld(contextId: number): Frame | undefined {
    for (const [frameId, world] of this.worlds) if (world.id === contextId) return this.frames.get(frameId);
    return undefined;
  }

  /** Whether the page itself asked for the navigation that is about to load in `frameId`; true once for each. */
  takeRequestedNavigation(frameId: string): boolean {
    return this.requestedNavigations.delete(frameId);
  }

  /** Asks the page to close, which runs its `beforeunload`; `closed` follows when nothing objects. */
  requestClose(): void {
    // Chromium refuses the command while one document replaces another; a page that nobody has touched yet cannot
    // object to its unload anyway.
    if (this.loading) return this.destroy();
    this.send('Page.close').catch(() => this.destroy());
  }

  /** Closes the page whatever it says. */
  destroy(): void {
    this.destroying = true;
    this.opened.then(
      () => this.chromium.connection.browser.tell('Target.closeTarget', { targetId: this.targetId }),
      () => {},
    );
  }

  private async open(options: PageOptions): Promise<CdpSession> {
    this.targetId = await createTarget(this.chromium, options);
    const browser = this.chromium.connection.browser;
    const { sessionId } = await browser.send('Target.attachToTarget', { targetId: this.targetId, flatten: true });
    const session = this.chromium.connection.session(sessionId);
    this.frames.set(this.targetId, { id: this.targetId, parentId: undefined, url: '', name: '' });
    this.listen(session);
    const setUp = [session.send('Page.enable'), session.send('Runtime.enable'), session.send('Log.enable')];
    setUp.push(session.send('Page.setLifecycleEventsEnabled', { enabled: true }));
    setUp.push(
      session.send('Runtime.addBinding', { name: TITLE_BINDING, executionContextName: WATCHER_WORLD }),
      session.send('Page.addScriptToEvaluateOnNewDocument', { source: titleScript(), worldName: WATCHER_WORLD }),
    );
    if (options.scripts !== undefined) {
      const { mainWorld, isolatedWorld } = options.scripts;
      setUp.push(
        session.send('Runtime.addBinding', { name: BINDING, executionContextName: ISOLATED_WORLD }),
        session.send('Runtime.addBinding', { name: FILES_BINDING, executionContextName: ISOLATED_WORLD }),
        session.send('Page.addScriptToEvaluateOnNewDocument', { source: mainWorld }),
        session.send('Page.addScriptToEvaluateOnNewDocument', { source: isolatedWorld, worldName: ISOLATED_WORLD }),
      );
    }
    setUp.push(this.resize(session, options.width, options.height));
    const { frameTree } = await session.send('Page.getFrameTree');
    this.emptyDocument = frameTree.frame.loaderId;
    await Promise.all(setUp);
    this.session = session;
    return session;
  }

  /** Gives the page's content this size, in device-independent pixels. */
  setContentSize(width: number, height: number): void {
    this.size = { width, height };
    this.opened.then((session) => this.resize(session, width, height)).catch(() => {});
  }

  /** Draws everything this much larger, so that less of it has room. Another document keeps it, as in Electron. */
  setZoom(factor: number): void {
    this.zoom = factor;
    this.opened.then((session) => this.magnify(session)).catch(() => {});
  }

  /** What the page is drawn on. */
  setBackgroundColor(color: string): void {
    const hex = /^#([\da-f]{2})([\da-f]{2})([\da-f]{2})$/i.exec(color);
    if (hex === null) return;
    const [r, g, b] = hex.slice(1).map((part) => Number.parseInt(part, 16));
    this.tell('Emulation.setDefaultBackgroundColorOverride', { color: { r, g, b, a: 1 } });
  }

  /** Shows or hides the window on a real display, where hidden can only mean minimized; nothing changes without one. */
  setShown(shown: boolean): void {
    if (this.chromium.headless) return;
    this.opened
      .then(async (session) => {
        const { windowId } = await session.send('Browser.getWindowForTarget', { targetId: this.targetId });
        const windowState = shown ? 'normal' : 'minimized';
        await session.send('Browser.setWindowBounds', { windowId, bounds: { windowState } });
      })
      .catch(() => {});
  }

  private async resize(session: CdpSession, width: number, height: number): Promise<void> {
    const { windowId } = await session.send('Browser.getWindowForTarget', { targetId: this.targetId });
    await session.send('Browser.setContentsSize', { windowId, width, height });
    if (this.zoom !== 1) await this.magnify(session);
  }

  /** The protocol knows no zoom: a smaller page on a denser screen is what it comes to. */
  private async magnify(session: CdpSession): Promise<void> {
    if (this.zoom === 1) return void (await session.send('Emulation.clearDeviceMetricsOverride'));
    const width = Math.round(this.size.width / this.zoom);
    const height = Math.round(this.size.height / this.zoom);
    const metrics = { width, height, deviceScaleFactor: this.zoom, mobile: false };
    await session.send('Emulation.setDeviceMetricsOverride', metrics);
  }

  private listen(session: CdpSession): void {
    session.on('detached', () => this.end());
    answerFilePaths(session);
    session.on('Inspector.targetCrashed', () => this.emit('crashed'));
    session.on('Page.frameAttached', ({ frameId, parentFrameId }: CdpData) =>
      this.frames.set(frameId, { id: frameId, parentId: parentFrameId, url: '', name: '' }),
    );
    session.on('Page.frameDetached', ({ frameId }: CdpData) => this.frames.delete(frameId));
    session.on('Runtime.executionContextCreated', ({ context }: CdpData) => {
      if (context.name !== ISOLATED_WORLD) return;
      this.worlds.set(context.auxData.frameId, { uniqueId: context.uniqueId, id: context.id });
    });
    session.on('Runtime.executionContextDestroyed', ({ executionContextId }: CdpData) => {
      for (const [frame, world] of this.worlds) if (world.id === executionContextId) this.worlds.delete(frame);
    });
    session.on('Runtime.executionContextsCleared', () => this.worlds.clear());
    session.on('Runtime.bindingCalled', ({ name, payload, executionContextId }: CdpData) => {
      if (name === TITLE_BINDING) this.emit('title', payload);
      else if (name === FILES_BINDING) session.tell('Debugger.enable');
      else if (name === BINDING) this.emit('posted', payload, this.frameOfWorld(executionContextId));
    });
    for (const method of FORWARDED) session.on(method, (params: CdpData) => this.onPageEvent(method, params));
  }

  private onPageEvent(method: string, params: CdpData): void {
    // Chromium forgets a close that meets the arrival of a new document, so it is asked again at every later step.
    if (this.destroying && STEPS_OF_LOADING.has(method)) this.destroy();
    if (method === 'Page.frameNavigated') {
      const { id, parentId, url, urlFragment = '', name = '' } = params.frame;
      this.frames.set(id, { id, parentId, url: url + urlFragment, name });
    }
    if (method === 'Page.frameRequestedNavigation' && params.disposition === 'currentTab') {
      this.requestedNavigations.add(params.frameId);
    }
    if (method === 'Page.navigatedWithinDocument') {
      const frame = this.frames.get(params.frameId);
      if (frame !== undefined) frame.url = params.url;
    }
    this.emit('cdp', method, params);
  }

  private end(error?: unknown): void {
    if (this.closed) return;
    this.closed = true;
    this.emit('closed', error);
  }
}

const FORWARDED = [
  'Page.frameNavigated',
  'Page.navigatedWithinDocument',
  'Page.frameStartedLoading',
  'Page.frameStoppedLoading',
  'Page.frameRequestedNavigation',
  'Page.domContentEventFired',
  'Page.lifecycleEvent',
  'Page.javascriptDialogOpening',
  'Page.windowOpen',
  'Runtime.consoleAPICalled',
  'Runtime.exceptionThrown',
  'Log.entryAdded',
];

const STEPS_OF_LOADING = new Set(['Page.frameNavigated', 'Page.domContentEventFired', 'Page.frameStoppedLoading']);

let lastWindow = 0;

/** Opens a page in a window of its own: an app window on a real display, a plain one where nobody sees it. */
async function createTarget(chromium: Chromium, { width, height }: PageOptions): Promise<string> {
  const browser = chromium.connection.browser;
  if (chromium.headless) {
    const { targetId } = await browser.send('Target.createTarget', {
      url: 'about:blank',
      newWindow: true,
      width,
      height,
    });
    return targetId;
  }
  const url = `data:text/html,<title>electron-standin ${++lastWindow}</title>`;
  const created = new Promise<string>((resolve) => {
    const onTarget = ({ targetInfo }: CdpData): void => {
      if (targetInfo.type !== 'page' || targetInfo.url !== url) return;
      browser.off('Target.targetCreated', onTarget);
      browser.off('Target.targetInfoChanged', onTarget);
      resolve(targetInfo.targetId);
    };
    browser.on('Target.targetCreated', onTarget);
    browser.on('Target.targetInfoChanged', onTarget);
  });
  chromium.openAppWindow(url, width, height);
  return created;
}
