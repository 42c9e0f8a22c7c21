/** All open windows; apart from BrowserWindow, so that `app` can close them without knowing the class. */
import { EventEmitter } from 'node:events';

/** What the list and `app` do with a window. */
export interface OpenWindow {
  close(): void;
  destroy(): void;
  focus(): void;
  blur(): void;
}

/** Open windows, oldest first. Emits `all-closed` when the last one goes. */
class WindowList extends EventEmitter {
  readonly all: OpenWindow[] = [];
  focused: OpenWindow | undefined;

  add(window: OpenWindow): void {
    this.all.push(window);
  }

  remove(window: OpenWindow): void {
    const at = this.all.indexOf(window);
    if (at === -1) return;
    this.all.splice(at, 1);
    if (this.focused === window) this.focused = undefined;
  }

  /** Called after the window's own `closed`, which Electron emits first. */
  announce(): void {
    if (this.all.length === 0) this.emit('all-closed');
  }
}

/** The one list. */
export const windows = new WindowList();
