/** One frame of a page, as the main process sees it. */
import { EventEmitter } from 'node:events';
import { fromChromium, originOf } from '../chromium/own-schemes.ts';
import type { Frame, Page } from '../chromium/page.ts';
import { failLoudly } from '../unanswered.ts';

/** The contents that a frame is part of. */
export interface FrameOwner {
  readonly id: number;
  readonly page: Page;
  readonly mainFrame: WebFrameMain;
  frameById(id: string): WebFrameMain | null;
  send(channel: string, ...args: unknown[]): void;
  executeJavaScript(code: string, userGesture?: boolean): Promise<unknown>;
}

/** @see https://www.electronjs.org/docs/latest/api/web-frame-main */
export class WebFrameMain extends EventEmitter {
  readonly #contents: FrameOwner;
  /** Empty for the top frame, whose id is unknown before its page is open. */
  readonly #id: string;

  constructor(contents: FrameOwner, id: string) {
    super();
    this.#contents = contents;
    this.#id = id;
  }
  /** Undefined once the frame is gone. */
  get #frame(): Frame | undefined {
    return this.#contents.page.frames.get(this.#id || this.#contents.page.targetId);
  }
  get url(): string {
    return fromChromium(this.#frame?.url ?? '');
  }
  get origin(): string {
    return originOf(this.url);
  }
  get name(): string {
    return this.#frame?.name ?? '';
  }
  get parent(): WebFrameMain | null {
    const parentId = this.#frame?.parentId;
    return parentId === undefined ? null : this.#contents.frameById(parentId);
  }
  get top(): WebFrameMain | null {
    return this.#contents.mainFrame;
  }
  get frameToken(): string {
    return this.#id || this.#contents.page.targetId;
  }
  get detached(): boolean {
    return this.#frame === undefined;
  }
  get processId(): number {
    return this.#contents.id;
  }
  get routingId(): number {
    return 1;
  }
  get frameTreeNodeId(): number {
    return this.#contents.id;
  }
  isDestroyed(): boolean {
    return this.detached;
  }
  send(channel: string, ...args: unknown[]): void {
    if (this.parent === null) this.#contents.send(channel, ...args);
  }
  executeJavaScript(code: string, userGesture?: boolean): Promise<unknown> {
    if (this.parent !== null) throw new Error('electron-standin does not answer executeJavaScript in a subframe');
    return this.#contents.executeJavaScript(code, userGesture);
  }
}
failLoudly(WebFrameMain);
