import { expect, it } from 'vitest';
import { createReading } from './reading.ts';

const [STUDIO, HALL] = ['a'.repeat(16), 'b'.repeat(16)];

it('is the conversation that the window shows, while the window has the focus', () => {
  let hasFocus = true;
  const heard: string[] = [];
  const reading = createReading(
    () => hasFocus,
    (key, isReading) => heard.push(`${isReading ? 'reads' : 'left'} ${key[0]}`),
  );
  reading.told(STUDIO, true);
  expect(reading.key).toBe(STUDIO);
  hasFocus = false;
  reading.focusChanged();
  expect(reading.key).toBeUndefined();
  // What the page says while nobody looks counts once somebody does.
  reading.told(STUDIO, false);
  reading.told(HALL, true);
  reading.told(STUDIO, false);
  expect(reading.key).toBeUndefined();
  hasFocus = true;
  reading.focusChanged();
  reading.told(STUDIO, true);
  expect(heard).toEqual(['reads a', 'left a', 'reads b', 'left b', 'reads a']);
});
