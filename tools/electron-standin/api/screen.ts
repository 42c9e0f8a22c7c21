/** `screen`: displays that the environment names, and that a test plugs in and out. */
import { EventEmitter } from 'node:events';
import { failLoudlyObject } from '../unanswered.ts';
import type { Bounds } from './bounds.ts';
import { makeEvent } from './event.ts';

interface Display {
  readonly id: number;
  readonly label: string;
  readonly scaleFactor: number;
  readonly rotation: number;
  readonly internal: boolean;
  readonly bounds: Bounds;
  readonly workArea: Bounds;
  readonly size: { readonly width: number; readonly height: number };
  readonly workAreaSize: { readonly width: number; readonly height: number };
}

/** `x,y,width,height` of each display, with `;` between them; one of 1920 × 1080 without it. */
const VARIABLE = 'ELECTRON_STANDIN_DISPLAYS';

function displayOf(bounds: Bounds, id: number): Display {
  const size = { width: bounds.width, height: bounds.height };
  const about = { label: '', scaleFactor: 1, rotation: 0, internal: false };
  return { id, ...about, bounds, workArea: bounds, size, workAreaSize: size };
}

function namedDisplays(named = process.env[VARIABLE] ?? '0,0,1920,1080'): Display[] {
  return named.split(';').map((text, at) => {
    const [x = 0, y = 0, width = 0, height = 0] = text.split(',').map(Number);
    return displayOf({ x, y, width, height }, at + 1);
  });
}

let displays = namedDisplays();

function sharedArea(a: Bounds, b: Bounds): number {
  const width = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
  const height = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
  return Math.max(0, width) * Math.max(0, height);
}

function distance({ x, y }: { readonly x: number; readonly y: number }, to: Bounds): number {
  const along = Math.max(to.x - x, 0, x - (to.x + to.width));
  const down = Math.max(to.y - y, 0, y - (to.y + to.height));
  return Math.hypot(along, down);
}

/** The first of the displays that are smallest by `measure`. */
function nearest(measure: (display: Display) => number): Display {
  return displays.reduce((best, one) => (measure(one) < measure(best) ? one : best));
}

/** @see https://www.electronjs.org/docs/latest/api/screen */
export const screen = failLoudlyObject(
  Object.assign(new EventEmitter(), {
    getPrimaryDisplay: () => displays[0] as Display,
    getAllDisplays: () => [...displays],
    getDisplayMatching: (rectangle: Bounds) => nearest(({ bounds }) => -sharedArea(bounds, rectangle)),
    getDisplayNearestPoint: (point: { x: number; y: number }) => nearest(({ bounds }) => distance(point, bounds)),
    getCursorScreenPoint: () => ({ x: 0, y: 0 }),
  }),
  'Screen',
  'screen',
);

/** For tests: other displays from now on, written as in the variable. The app hears what came and what went. */
export function plugDisplays(named: string): void {
  const before = displays;
  displays = namedDisplays(named);
  const isIn = (list: readonly Display[], { bounds }: Display) =>
    list.some((one) => JSON.stringify(one.bounds) === JSON.stringify(bounds));
  for (const one of displays) if (!isIn(before, one)) screen.emit('display-added', makeEvent(), one);
  for (const one of before) if (!isIn(displays, one)) screen.emit('display-removed', makeEvent(), one);
}
