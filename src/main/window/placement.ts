import { z } from 'zod';
import { WINDOW_LIMITS } from '../window-limits.ts';

const rectangleSchema = z.strictObject({
  x: z.number().int(),
  y: z.number().int(),
  width: z.number().int().min(1),
  height: z.number().int().min(1),
});
/** On the desktop, in device-independent pixels. */
export type Rectangle = z.infer<typeof rectangleSchema>;

/** Where the window was, for each arrangement of displays that there was; the last one first. */
export const keptPlacementsSchema = z.array(
  z.strictObject({ displays: z.string().max(1_000), bounds: rectangleSchema, isMaximized: z.boolean() }),
);
export type KeptPlacements = z.infer<typeof keptPlacementsSchema>;

export interface Placement {
  readonly bounds: Rectangle;
  readonly isMaximized: boolean;
}

/** What of a display matters for where a window may be. */
export interface DisplayArea {
  readonly bounds: Rectangle;
  /** Without the system's bars. */
  readonly workArea: Rectangle;
}

/** So much of a window must be in sight that it can be taken hold of: a piece of its title bar. */
const HANDLE = { width: 120, height: 40 };

/** Names an arrangement of displays, in whatever order the system lists them. */
export function arrangement(displays: readonly DisplayArea[]): string {
  const names = displays.map(({ bounds: { x, y, width, height } }) => `${width}x${height}@${x},${y}`);
  return names.sort().join(' ');
}

/** The placements with this one as the newest. */
export function remembered(
  kept: KeptPlacements,
  displays: readonly DisplayArea[],
  { bounds, isMaximized }: Placement,
): KeptPlacements {
  const name = arrangement(displays);
  const others = kept.filter((one) => one.displays !== name);
  return [{ displays: name, bounds, isMaximized }, ...others].slice(0, WINDOW_LIMITS.arrangements);
}

/**
 * Where the window goes with these displays: where it was with them, else where it was last, as far as there is room.
 * @returns undefined where nothing is remembered and the system may choose
 */
export function placementFor(kept: KeptPlacements, displays: readonly DisplayArea[]): Placement | undefined {
  const name = arrangement(displays);
  const found = kept.find((one) => one.displays === name) ?? kept[0];
  return found && { bounds: inSight(found.bounds, displays), isMaximized: found.isMaximized };
}

/** The bounds, moved and made smaller where a window there could not be seen or taken hold of. */
export function inSight(bounds: Rectangle, displays: readonly DisplayArea[]): Rectangle {
  const bar = { ...bounds, height: HANDLE.height };
  const areas = displays.map(({ workArea }) => workArea);
  const nearest = areas.reduce<Rectangle | undefined>(
    (best, area) => (best === undefined || gap(bounds, area) < gap(bounds, best) ? area : best),
    undefined,
  );
  if (nearest === undefined) return bounds;
  const fits = areas.some((area) => {
    const { width, height } = overlap(bar, area);
    return width >= Math.min(HANDLE.width, bounds.width) && height >= HANDLE.height;
  });
  const isTooLarge = bounds.width > nearest.width || bounds.height > nearest.height;
  if (fits && !isTooLarge) return bounds;
  const width = Math.min(bounds.width, nearest.width);
  const height = Math.min(bounds.height, nearest.height);
  return {
    x: between(bounds.x, nearest.x, nearest.x + nearest.width - width),
    y: between(bounds.y, nearest.y, nearest.y + nearest.height - height),
    width,
    height,
  };
}

function between(value: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, value));
}

/** What two rectangles share; sizes below zero where it is nothing. */
function overlap(a: Rectangle, b: Rectangle): { readonly width: number; readonly height: number } {
  return {
    width: Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x),
    height: Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y),
  };
}

/** How far a window is from an area: below zero, and the more so the more they share. */
function gap(window: Rectangle, area: Rectangle): number {
  const { width, height } = overlap(window, area);
  if (width > 0 && height > 0) return -width * height;
  return Math.hypot(Math.max(0, -width), Math.max(0, -height));
}
