/** Turns the page's protocol events into Electron's. */
import type { CdpData } from '../chromium/cdp.ts';
import { fromChromium } from '../chromium/own-schemes.ts';
import type { Page } from '../chromium/page.ts';
import { consoleMessage } from './console-message.ts';
import { makeEvent } from './event.ts';

/** The contents that the events are told of. */
export interface LoadingContents {
  readonly mainFrame: object;
  emit(event: string, ...args: unknown[]): boolean;
  getURL(): string;
  askToOpen(details: object): void;
}

/** What a navigation command answers. */
interface Navigation {
  readonly errorText?: string;
  readonly loaderId?: string;
}

interface Waiting {
  resolve(): void;
  reject(error: Error): void;
}

/** State and events of one page's loading. */
export class WebContentsEvents {
  title = '';
  crashed = false;
  focused = false;
  private readonly contents: LoadingContents;
  private readonly page: Page;
  /** Calls of loadURL that wait for their document's `load`. */
  private readonly waiting = new Map<string, Waiting>();
  /** Documents whose `load` came before the answer to their navigation. */
  private loadedLoader = '';
  private firstDocument = true;
  private painted = false;

  constructor(contents: LoadingContents, page: Page) {
    this.contents = contents;
    this.page = page;
    page.on('cdp', (method: string, params: CdpData) => this.handlers[method]?.(params));
    page.on('crashed', () => {
      this.crashed = true;
      contents.emit('render-process-gone', makeEvent(), { reason: 'crashed', exitCode: 5 });
    });
    page.on('title', (title: string) => this.setTitle(title));
    page.on('closed', () => this.failAll('ERR_ABORTED', -3));
  }

  /** Follows one navigation to its end. */
  async load(url: string, navigate: () => Promise<Navigation>): Promise<void> {
    this.page.loading = true;
    await this.page.opened;
    this.firstDocument = false;
    const { errorText, loaderId } = await navigate();
    if (errorText !== undefined && errorText !== '') throw this.fail(url, errorText);
    if (loaderId === undefined || loaderId === this.loadedLoader) return;
    await new Promise<void>((resolve, reject) => this.waiting.set(loaderId, { resolve, reject }));
  }

  private fail(url: string, errorText: string): Error {
    const name = errorText.replace(/^net::/, '');
    const code = NET_ERRORS[name] ?? -2;
    this.page.loading = false;
    this.contents.emit('did-fail-load', makeEvent(), code, name, url, true, 1, 1);
    return Object.assign(new Error(`${name} (${code}) loading '${url}'`), { code: name, errno: code, url });
  }

  private failAll(name: string, code: number): void {
    for (const { reject } of this.waiting.values())
      reject(new Error(`${name} (${code}) loading '${this.contents.getURL()}'`));
    this.waiting.clear();
  }

  private isMain(frameId: string): boolean {
    return frameId === this.page.targetId && !this.firstDocument;
  }

  private readonly handlers: Record<string, (params: CdpData) => void> = {
    'Page.frameStartedLoading': ({ frameId }) => {
      if (!this.isMain(frameId)) return;
      this.page.loading = true;
      this.contents.emit('did-start-loading');
    },
    'Page.frameStoppedLoading': ({ frameId }) => {
      if (!this.isMain(frameId)) return;
      this.page.loading = false;
      this.contents.emit('did-stop-loading');
    },
    'Page.frameNavigated': ({ frame }) => {
      if (!this.isMain(frame.id)) return;
      this.crashed = false;
      this.contents.emit('did-navigate', makeEvent(), this.contents.getURL(), 200, 'OK');
    },
    'Page.navigatedWithinDocument': ({ frameId, url }) => {
      this.contents.emit('did-navigate-in-page', makeEvent(), fromChromium(url), this.isMain(frameId), 1, 1);
    },
    'Page.domContentEventFired': () => {
      if (!this.firstDocument) this.contents.emit('dom-ready', makeEvent());
    },
    'Page.lifecycleEvent': ({ frameId, loaderId, name }) => {
      if (!this.isMain(frameId) || loaderId === this.page.emptyDocument) return;
      if (name === 'load') this.onLoad(loaderId);
      // A page without any content never has a contentful paint, hence `load` as well.
      if (name === 'firstContentfulPaint' || name === 'load') this.onFirstPaint();
    },
    'Page.javascriptDialogOpening': ({ type }) => {
      if (type !== 'beforeunload') return;
      const event = makeEvent();
      this.contents.emit('will-prevent-unload', event);
      // Preventing this event ignores the page's objection.
      this.page.tell('Page.handleJavaScriptDialog', { accept: event.defaultPrevented });
      if (!event.defaultPrevented) this.contents.emit('standin-close-refused');
    },
    'Page.windowOpen': ({ url, windowName, windowFeatures }) => {
      this.contents.askToOpen({
        url: fromChromium(url),
        frameName: windowName === '_blank' ? '' : windowName,
        features: windowFeatures.join(','),
        disposition: 'foreground-tab',
        referrer: { url: '', policy: 'strict-origin-when-cross-origin' },
      });
    },
    'Runtime.consoleAPICalled': (params) => this.onConsole(consoleMessage.ofCall(params)),
    'Log.entryAdded': ({ entry }) => this.onConsole(consoleMessage.ofEntry(entry)),
    'Runtime.exceptionThrown': ({ exceptionDetails }) => this.onConsole(consoleMessage.ofException(exceptionDetails)),
  };

  private onLoad(loaderId: string): void {
    this.loadedLoader = loaderId;
    this.contents.emit('did-finish-load');
    this.contents.emit('did-frame-finish-load', makeEvent(), true, 1, 1);
    for (const [id, { resolve, reject }] of this.waiting) {
      if (id === loaderId) resolve();
      else reject(new Error(`ERR_ABORTED (-3) loading '${this.contents.getURL()}'`));
    }
    this.waiting.clear();
  }

  private onFirstPaint(): void {
    if (this.painted) return;
    this.painted = true;
    this.contents.emit('standin-first-paint');
  }

  private onConsole(message: ReturnType<typeof consoleMessage.ofEntry>): void {
    const event = makeEvent({ ...message, frame: this.contents.mainFrame });
    const level = ['debug', 'info', 'warning', 'error'].indexOf(message.level);
    this.contents.emit('console-message', event, level, message.message, message.lineNumber, message.sourceId);
  }

  private setTitle(title: string): void {
    this.title = title;
    this.contents.emit('page-title-updated', makeEvent(), title, true);
  }
}

/** The codes of Chromium's network errors that a local app meets. */
const NET_ERRORS: Readonly<Record<string, number>> = {
  ERR_FAILED: -2,
  ERR_ABORTED: -3,
  ERR_FILE_NOT_FOUND: -6,
  ERR_UNEXPECTED: -9,
  ERR_ACCESS_DENIED: -10,
  ERR_BLOCKED_BY_CLIENT: -20,
  ERR_CONNECTION_REFUSED: -102,
  ERR_NAME_NOT_RESOLVED: -105,
  ERR_ADDRESS_UNREACHABLE: -109,
  ERR_INVALID_URL: -300,
  ERR_UNKNOWN_URL_SCHEME: -302,
};
