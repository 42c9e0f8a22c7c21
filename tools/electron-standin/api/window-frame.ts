/** A window's place and size, in device-independent pixels. */

/** A rectangle on the screen. */
export interface Bounds {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Keeps bounds within the limits that the window has. */
export class WindowFrame {
  minimum: [number, number];
  maximized = false;
  private current: Bounds;

  constructor(options: Partial<Bounds> & { readonly minWidth?: number; readonly minHeight?: number }) {
    this.minimum = [options.minWidth ?? 0, options.minHeight ?? 0];
    // 800 × 600 is Electron's default.
    this.current = this.limited({ x: 0, y: 0, width: 800, height: 600, ...options });
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
