/** A window's place and size, in device-independent pixels. */

import { type Bounds, centered } from './bounds.ts';
import { screen } from './screen.ts';

/** Keeps bounds within the limits that the window has. */
export class WindowFrame {
  minimum: [number, number];
  maximized = false;
  private current: Bounds;

  constructor(options: Partial<Bounds> & { readonly minWidth?: number; readonly minHeight?: number }) {
    this.minimum = [options.minWidth ?? 0, options.minHeight ?? 0];
    // 800 × 600 in the middle is Electron's default.
    const size = { width: options.width ?? 800, height: options.height ?? 600 };
    const middle = centered(size, screen.getPrimaryDisplay().workArea);
    this.current = this.limited({ ...middle, x: options.x ?? middle.x, y: options.y ?? middle.y });
  }

  get bounds(): Bounds {
    return this.current;
  }

  /** @returns the new bounds */
  change(bounds: Partial<Bounds>): Bounds {
    this.current = this.limited({ ...this.current, ...bounds });
    return this.current;
  }

  private limited({ x, y, width, height }: Bounds): Bounds {
    return { x, y, width: Math.max(width, this.minimum[0]), height: Math.max(height, this.minimum[1]) };
  }
}
