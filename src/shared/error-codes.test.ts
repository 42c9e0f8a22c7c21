import { expect, it } from 'vitest';
import { failure, LOCAL_ERROR_CODES, success, WIRE_ERROR_CODES } from './error-codes.ts';

it('uses no code twice, and writes all of them the same way', () => {
  const all = [...WIRE_ERROR_CODES, ...LOCAL_ERROR_CODES];
  expect(new Set(all).size).toBe(all.length);
  for (const code of all) expect(code).toMatch(/^[a-z]+(_[a-z]+)*$/);
});

it('wraps what went well and what did not', () => {
  expect(success(7)).toEqual({ ok: true, value: 7 });
  expect(failure('no_room', 'there is none')).toEqual({
    ok: false,
    problem: { code: 'no_room', text: 'there is none' },
  });
  const detail = { port: 8888 };
  expect(failure('port_in_use', 'taken', detail)).toMatchObject({ problem: { detail } });
});
