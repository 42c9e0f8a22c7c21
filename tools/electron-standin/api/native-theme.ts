/** `nativeTheme`: the colour scheme that pages see. */
import { EventEmitter } from 'node:events';
import type { Page } from '../chromium/page.ts';
import { failLoudly } from '../unanswered.ts';

type ThemeSource = 'system' | 'light' | 'dark';

class NativeTheme extends EventEmitter {
  readonly inForcedColorsMode = false;
  readonly prefersReducedTransparency = false;
  readonly shouldUseHighContrastColors = false;
  readonly shouldUseInvertedColorScheme = false;
  private source: ThemeSource = 'system';
  private readonly pages = new Set<Page>();

  get themeSource(): ThemeSource {
    return this.source;
  }
  set themeSource(source: ThemeSource) {
    if (!['system', 'light', 'dark'].includes(source))
      throw new TypeError(`Error processing argument: themeSource ${source}`);
    if (source === this.source) return;
    this.source = source;
    for (const page of this.pages) this.emulate(page);
    this.emit('updated');
  }
  /** The system of the stand-in is a light one. */
  get shouldUseDarkColors(): boolean {
    return this.source === 'dark';
  }

  /** Lets a new page follow. */
  apply(page: Page): void {
    this.pages.add(page);
    page.once('closed', () => this.pages.delete(page));
    // With 'system' nothing is said, so that a test's own choice of scheme stays.
    if (this.source !== 'system') this.emulate(page);
  }

  private emulate(page: Page): void {
    const value = this.source === 'system' ? '' : this.source;
    page.tell('Emulation.setEmulatedMedia', { features: [{ name: 'prefers-color-scheme', value }] });
  }
}
failLoudly(NativeTheme, 'NativeTheme', 'nativeTheme');

/** The one `nativeTheme`. */
export const nativeTheme = new NativeTheme();
