/** `Tray`: an icon that nobody sees; tests read what it was given, and emit its events. */
import { EventEmitter } from 'node:events';
import { record } from '../recorder.ts';
import { failLoudly } from '../unanswered.ts';

/** @see https://www.electronjs.org/docs/latest/api/tray */
export class Tray extends EventEmitter {
  private destroyed = false;
  private title = '';

  constructor(image: unknown) {
    super();
    record('Tray', image, this);
  }
  setToolTip(text: string): void {
    this.did('setToolTip', text);
  }
  setContextMenu(menu: unknown): void {
    this.did('setContextMenu', menu);
  }
  popUpContextMenu(menu?: unknown): void {
    this.did('popUpContextMenu', menu);
  }
  setImage(image: unknown): void {
    this.did('setImage', image);
  }
  setTitle(title: string): void {
    this.did('setTitle', title);
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

  private did(method: string, argument: unknown): void {
    if (this.destroyed) throw new TypeError('Tray is destroyed');
    record(`Tray.${method}`, argument);
  }
}
failLoudly(Tray);
