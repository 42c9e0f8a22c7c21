/** Electron's `BrowserWindow`: a window that holds one page. */
import { EventEmitter } from 'node:events';
import { record } from '../recorder.ts';
import { failLoudly } from '../unanswered.ts';
import { app } from './app.ts';
import { type Bounds, centered } from './bounds.ts';
import { makeEvent } from './event.ts';
import { screen } from './screen.ts';
import { WebContents, type WebPreferences } from './web-contents.ts';
import { WindowFrame } from './window-frame.ts';
import { windows } from './window-list.ts';

/** The options that are read; others change nothing that a page or a test could see. */
export interface WindowOptions extends Partial<Bounds> {
  readonly minWidth?: number;
  readonly minHeight?: number;
  readonly show?: boolean;
  readonly title?: string;
  readonly backgroundColor?: string;
  readonly webPreferences?: WebPreferences;
}

let lastId = 0;

/** @see https://www.electronjs.org/docs/latest/api/browser-window */
export class BrowserWindow extends EventEmitter {
  readonly id = ++lastId;
  readonly #contents: WebContents;
  readonly #frame: WindowFrame;
  #title: string;
  #visible: boolean;
  #minimized = false;
  #destroyed = false;
  #closing = false;
  #menuBarVisible = true;

  static getAllWindows(): BrowserWindow[] {
    return windows.all.filter((window) => window instanceof BrowserWindow);
  }
  static getFocusedWindow(): BrowserWindow | null {
    return windows.focused instanceof BrowserWindow ? windows.focused : null;
  }
  static fromWebContents(contents: WebContents): BrowserWindow | null {
    return BrowserWindow.getAllWindows().find((window) => window.#contents === contents) ?? null;
  }
  static fromId(id: number): BrowserWindow | null {
    return BrowserWindow.getAllWindows().find((window) => window.id === id) ?? null;
  }

  constructor(options: WindowOptions = {}) {
    super();
    this.#frame = new WindowFrame(options);
    this.#contents = new WebContents(options.webPreferences ?? {}, this.#frame.bounds);
    this.#title = options.title ?? app.getName();
    this.#visible = options.show !== false;
    this.#listen();
    if (options.backgroundColor !== undefined) this.setBackgroundColor(options.backgroundColor);
    windows.add(this);
    app.emit('browser-window-created', makeEvent(), this);
    if (this.#visible) this.#gainFocus();
    else this.#contents.page.setShown(false);
  }

  get webContents(): WebContents {
    return this.#contents;
  }
  get title(): string {
    return this.#title;
  }
  set title(title: string) {
    this.#title = title;
  }
  setTitle(title: string): void {
    this.#title = title;
  }
  getTitle(): string {
    return this.#title;
  }
  loadURL(url: string): Promise<void> {
    return this.#contents.loadURL(url);
  }
  loadFile(path: string): Promise<void> {
    return this.#contents.loadFile(path);
  }
  reload(): void {
    this.#contents.reload();
  }
  capturePage(rectangle?: Bounds): ReturnType<WebContents['capturePage']> {
    return this.#contents.capturePage(rectangle);
  }

  show(): void {
    if (!this.#visible) {
      this.#visible = true;
      this.#contents.page.setShown(true);
      this.emit('show');
    }
    this.focus();
  }
  showInactive(): void {
    if (this.#visible) return;
    this.#visible = true;
    this.#contents.page.setShown(true);
    this.emit('show');
  }
  hide(): void {
    if (!this.#visible) return;
    this.#visible = false;
    this.#contents.page.setShown(false);
    this.#loseFocus();
    this.emit('hide');
  }
  isVisible(): boolean {
    return this.#visible && !this.#minimized;
  }
  focus(): void {
    if (this.#visible) this.#gainFocus();
  }
  blur(): void {
    this.#loseFocus();
  }
  isFocused(): boolean {
    return windows.focused === this;
  }
  moveTop(): void {}
  minimize(): void {
    if (this.#minimized) return;
    this.#minimized = true;
    this.#loseFocus();
    this.emit('minimize');
  }
  restore(): void {
    if (!this.#minimized) return;
    this.#minimized = false;
    this.#gainFocus();
    this.emit('restore');
  }
  isMinimized(): boolean {
    return this.#minimized;
  }
  maximize(): void {
    this.#frame.maximized = true;
    this.emit('maximize');
  }
  unmaximize(): void {
    this.#frame.maximized = false;
    this.emit('unmaximize');
  }
  isMaximized(): boolean {
    return this.#frame.maximized;
  }
  isFullScreen(): boolean {
    return false;
  }
  isNormal(): boolean {
    return !this.#minimized && !this.#frame.maximized;
  }

  close(): void {
    if (this.#destroyed || this.#closing) return;
    const event = makeEvent();
    this.emit('close', event);
    if (event.defaultPrevented) return app.cancelQuit();
    this.#closing = true;
    this.#contents.page.requestClose();
  }
  destroy(): void {
    if (this.#destroyed) return;
    this.#contents.destroy();
  }
  isDestroyed(): boolean {
    return this.#destroyed;
  }

  getBounds(): Bounds {
    return { ...this.#frame.bounds };
  }
  getNormalBounds(): Bounds {
    return this.getBounds();
  }
  getContentBounds(): Bounds {
    return this.getBounds();
  }
  setBounds(bounds: Partial<Bounds>): void {
    const before = this.#frame.bounds;
    const now = this.#frame.change(bounds);
    if (now.width !== before.width || now.height !== before.height) {
      this.#contents.page.setContentSize(now.width, now.height);
      this.emit('resize');
      this.emit('resized');
    }
    if (now.x === before.x && now.y === before.y) return;
    this.emit('move');
    this.emit('moved');
  }
  setContentBounds(bounds: Bounds): void {
    this.setBounds(bounds);
  }
  getSize(): [number, number] {
    return [this.#frame.bounds.width, this.#frame.bounds.height];
  }
  setSize(width: number, height: number): void {
    this.setBounds({ width, height });
  }
  getContentSize(): [number, number] {
    return this.getSize();
  }
  setContentSize(width: number, height: number): void {
    this.setSize(width, height);
  }
  getPosition(): [number, number] {
    return [this.#frame.bounds.x, this.#frame.bounds.y];
  }
  setPosition(x: number, y: number): void {
    this.setBounds({ x, y });
  }
  center(): void {
    this.setBounds(centered(this.#frame.bounds, screen.getDisplayMatching(this.#frame.bounds).workArea));
  }
  setMinimumSize(width: number, height: number): void {
    this.#frame.minimum = [width, height];
  }
  getMinimumSize(): [number, number] {
    return this.#frame.minimum;
  }
  setBackgroundColor(color: string): void {
    this.#contents.page.setBackgroundColor(color);
  }

  flashFrame(flag: boolean): void {
    record('BrowserWindow.flashFrame', this.id, flag);
  }
  setProgressBar(progress: number, options?: object): void {
    record('BrowserWindow.setProgressBar', this.id, progress, options);
  }
  setOverlayIcon(overlay: unknown, description: string): void {
    record('BrowserWindow.setOverlayIcon', this.id, overlay, description);
  }
  setIcon(icon: unknown): void {
    record('BrowserWindow.setIcon', this.id, icon);
  }
  setMenu(menu: unknown): void {
    record('BrowserWindow.setMenu', this.id, menu);
  }
  removeMenu(): void {
    record('BrowserWindow.removeMenu', this.id);
  }
  setMenuBarVisibility(visible: boolean): void {
    this.#menuBarVisible = visible;
  }
  isMenuBarVisible(): boolean {
    return this.#menuBarVisible;
  }
  setAutoHideMenuBar(_hide: boolean): void {}
  setSkipTaskbar(skip: boolean): void {
    record('BrowserWindow.setSkipTaskbar', this.id, skip);
  }
  setAlwaysOnTop(flag: boolean): void {
    record('BrowserWindow.setAlwaysOnTop', this.id, flag);
  }

  #listen(): void {
    this.#contents.on('standin-first-paint', () => this.emit('ready-to-show'));
    this.#contents.on('standin-close-refused', () => {
      this.#closing = false;
      app.cancelQuit();
    });
    this.#contents.on('page-title-updated', (event, title: string, explicit: boolean) => {
      this.emit('page-title-updated', event, title, explicit);
      if (!event.defaultPrevented) this.#title = title;
    });
    this.#contents.on('destroyed', () => {
      this.#destroyed = true;
      windows.remove(this);
      this.emit('closed');
      windows.announce();
    });
  }
  #gainFocus(): void {
    if (windows.focused === this) return;
    windows.focused?.blur();
    windows.focused = this;
    this.#contents.setFocused(true);
    this.#contents.focus();
    this.emit('focus');
    app.emit('browser-window-focus', makeEvent(), this);
  }
  #loseFocus(): void {
    if (windows.focused !== this) return;
    windows.focused = undefined;
    this.#contents.setFocused(false);
    this.emit('blur');
    app.emit('browser-window-blur', makeEvent(), this);
  }
}

failLoudly(BrowserWindow);
