/** A rectangle on the screen, in device-independent pixels. */
export interface Bounds {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Where something of this size lies in the middle of `area`. */
export function centered(size: Pick<Bounds, 'width' | 'height'>, area: Bounds): Bounds {
  const x = Math.round(area.x + (area.width - size.width) / 2);
  const y = Math.round(area.y + (area.height - size.height) / 2);
  return { x, y, width: size.width, height: size.height };
}
