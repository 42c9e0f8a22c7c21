/** The parts of the desktop that are recorded and never really used: links, tray, notifications, power. */
import { EventEmitter } from 'node:events';
import { record } from '../recorder.ts';
import { failLoudly, failLoudlyObject } from '../unanswered.ts';

/** `shell`: nothing is ever opened. */
export const shell = failLoudlyObject(
  {
    async openExternal(url: string, options?: object): Promise<void> {
      record('shell.openExternal', url, options);
    },
    async openPath(path: string): Promise<string> {
      record('shell.openPath', path);
      return '';
    },
    showItemInFolder(path: string): void {
      record('shell.showItemInFolder', path);
    },
    async trashItem(path: string): Promise<void> {
      record('shell.trashItem', path);
    },
    beep(): void {
      record('shell.beep');
    },
  },
  'Shell',
  'shell',
);

/** `Tray`: an icon that nobody sees; tests may emit its events. */
export class Tray extends EventEmitter {
  private destroyed = false;
  private readonly image: unknown;
  private title = '';

  constructor(image: unknown) {
    super();
    this.image = image;
    record('Tray', image, this);
  }
  setToolTip(text: string): void {
    record('Tray.setToolTip', text);
  }
  setContextMenu(menu: unknown): void {
    record('Tray.setContextMenu', menu);
  }
  popUpContextMenu(menu?: unknown): void {
    record('Tray.popUpContextMenu', menu);
  }
  setImage(image: unknown): void {
    record('Tray.setImage', image ?? this.image);
  }
  setTitle(title: string): void {
    this.title = title;
  }
  getTitle(): string {
    return this.title;
  }
  destroy(): void {
    this.destroyed = true;
    record('Tray.destroy');
  }
  isDestroyed(): boolean {
    return this.destroyed;
  }
}
failLoudly(Tray);

interface NotificationOptions {
  readonly title?: string;
  readonly body?: string;
  readonly silent?: boolean;
}

/** `Notification`: kept instead of shown; tests may emit `click` on the recorded instance. */
export class Notification extends EventEmitter {
  title: string;
  body: string;
  silent: boolean;

  constructor(options: NotificationOptions = {}) {
    super();
    this.title = options.title ?? '';
    this.body = options.body ?? '';
    this.silent = options.silent ?? false;
  }
  static isSupported(): boolean {
    return true;
  }
  show(): void {
    record('Notification.show', { title: this.title, body: this.body, silent: this.silent }, this);
    this.emit('show');
  }
  close(): void {
    record('Notification.close', { title: this.title, body: this.body });
    this.emit('close');
  }
}
failLoudly(Notification);

/** `powerMonitor`: silent until a test emits `suspend` or `resume` on it. */
export const powerMonitor = failLoudlyObject(
  Object.assign(new EventEmitter(), {
    isOnBatteryPower: () => false,
    getSystemIdleTime: () => 0,
    getSystemIdleState: () => 'active',
  }),
  'PowerMonitor',
  'powerMonitor',
);

const blockers = new Set<number>();
let lastBlocker = 0;

/** `powerSaveBlocker`: counted, and nothing is kept awake. */
export const powerSaveBlocker = failLoudlyObject(
  {
    start(type: string): number {
      record('powerSaveBlocker.start', type);
      blockers.add(++lastBlocker);
      return lastBlocker;
    },
    stop(id: number): boolean {
      record('powerSaveBlocker.stop', id);
      return blockers.delete(id);
    },
    isStarted: (id: number) => blockers.has(id),
  },
  'PowerSaveBlocker',
  'powerSaveBlocker',
);
