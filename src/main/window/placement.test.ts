import { describe, expect, it } from 'vitest';
import { arrangement, type DisplayArea, inSight, type KeptPlacements, placementFor, remembered } from './placement.ts';

function display(x: number, y: number, width: number, height: number): DisplayArea {
  const bounds = { x, y, width, height };
  // A bar of 30 at the top.
  return { bounds, workArea: { x, y: y + 30, width, height: height - 30 } };
}

const LAPTOP = display(0, 0, 1280, 800);
const DESK = display(1280, 0, 1920, 1080);
const ON_LAPTOP = { bounds: { x: 100, y: 80, width: 900, height: 600 }, isMaximized: false };
const ON_DESK = { bounds: { x: 1500, y: 100, width: 1200, height: 900 }, isMaximized: true };

describe('where a window goes', () => {
  it('is where it was with the same displays, in whatever order they are listed', () => {
    const kept = remembered(remembered([], [LAPTOP, DESK], ON_DESK), [LAPTOP], ON_LAPTOP);
    expect(placementFor(kept, [DESK, LAPTOP])).toEqual(ON_DESK);
    expect(placementFor(kept, [LAPTOP])).toEqual(ON_LAPTOP);
    expect(arrangement([DESK, LAPTOP])).toBe(arrangement([LAPTOP, DESK]));
  });

  it('is up to the system before anything is remembered', () => {
    expect(placementFor([], [LAPTOP])).toBeUndefined();
  });

  it('with new displays is where it was last, in sight', () => {
    const kept = remembered([], [LAPTOP, DESK], ON_DESK);
    expect(placementFor(kept, [LAPTOP])).toEqual({
      bounds: { x: 80, y: 30, width: 1200, height: 770 },
      isMaximized: true,
    });
  });

  it('is never off screen, with its title bar in reach', () => {
    const size = { width: 900, height: 600 };
    const at = (x: number, y: number) => inSight({ x, y, ...size }, [LAPTOP]);
    expect(at(100, 80)).toEqual({ x: 100, y: 80, ...size });
    // A part that can be taken hold of is enough.
    expect(at(1100, 80)).toEqual({ x: 1100, y: 80, ...size });
    expect(at(5000, 80)).toEqual({ x: 380, y: 80, ...size });
    expect(at(100, -200)).toEqual({ x: 100, y: 30, ...size });
    expect(at(100, 790)).toEqual({ x: 100, y: 200, ...size });
    expect(at(-890, 80)).toEqual({ x: 0, y: 80, ...size });
  });

  it('goes to the nearest display when its own is gone', () => {
    const left = display(-1000, 0, 1000, 800);
    expect(inSight({ x: -1600, y: 100, width: 500, height: 400 }, [LAPTOP, left]).x).toBe(-1000);
  });

  it('is remembered for ten arrangements, the one of longest ago forgotten first', () => {
    let kept: KeptPlacements = [];
    for (let width = 1; width <= 12; width += 1) kept = remembered(kept, [display(0, 0, width, 100)], ON_LAPTOP);
    expect(kept).toHaveLength(10);
    expect(kept[0]?.displays).toBe('12x100@0,0');
    expect(kept.at(-1)?.displays).toBe('3x100@0,0');
    expect(remembered(kept, [display(0, 0, 3, 100)], ON_DESK)).toHaveLength(10);
  });
});
