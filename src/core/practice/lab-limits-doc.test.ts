import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { HABIT_TRAITS, HABITS } from '../../shared/lab/habits.ts';
import {
  DEFAULT_PRACTICE_BIND,
  DEFAULT_PRACTICE_PORT,
  DEFAULT_RECV_SIZE,
  DEFAULT_RECV_WAIT_MS,
  LAB_LIMITS,
} from '../../shared/lab/lab-limits.ts';

const read = (name: string) => readFileSync(new URL(`../../../docs/${name}`, import.meta.url), 'utf8');

it('has a row with the value for every limit of the lab, and no other', () => {
  const rows = [...read('limits.md').matchAll(/^\| `(\w+)` \| ([\d,]+) \| [^|]+ \| [^|]+ \|$/gm)];
  const documented = Object.fromEntries(rows.map(([, name, value]) => [name, Number(value?.replaceAll(',', ''))]));
  expect(documented).toEqual(LAB_LIMITS);
});

it('describes each habit with its transports, and the defaults', () => {
  const practice = read('practice.md');
  for (const habit of HABITS) {
    const transports = HABIT_TRAITS[habit].transports.map((transport) => transport.toUpperCase()).join(', ');
    expect(practice, habit).toContain(`| \`${habit}\` | ${transports} |`);
  }
  expect(practice).toContain(`port ${DEFAULT_PRACTICE_PORT} of ${DEFAULT_PRACTICE_BIND}`);
  expect(practice).toContain(`\`--size N\` (${DEFAULT_RECV_SIZE.toLocaleString('en-US')})`);
  expect(practice).toContain(`\`--wait MS\` (${DEFAULT_RECV_WAIT_MS};`);
});
