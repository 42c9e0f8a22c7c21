import { expect, test } from 'vitest';
import { socketProblem } from './socket-problem.ts';

function systemError(code: string): Error {
  return Object.assign(new Error(`connect ${code}`), { code });
}

test.each([
  ['ECONNREFUSED', 'refused'],
  ['ENOTFOUND', 'name_not_found'],
  ['EAI_AGAIN', 'name_not_found'],
  ['EHOSTUNREACH', 'unreachable'],
  ['ENETUNREACH', 'unreachable'],
  ['ETIMEDOUT', 'timed_out'],
  ['ECONNRESET', 'link_lost'],
  ['EPIPE', 'link_lost'],
  ['EADDRINUSE', 'port_in_use'],
  ['EACCES', 'port_forbidden'],
  ['EADDRNOTAVAIL', 'address_not_here'],
])('says in words what %s means: %s', (code, meaning) => {
  const problem = socketProblem(systemError(code));
  expect(problem.code).toBe(meaning);
  expect(problem.text).not.toContain(code);
});

test('takes the first of several failures, as when a name has several addresses', () => {
  const error = new AggregateError([systemError('ECONNREFUSED'), systemError('ENETUNREACH')], 'all failed');
  expect(socketProblem(error).code).toBe('refused');
});

test('passes on the words of an error that it does not know', () => {
  expect(socketProblem(systemError('EWEIRD'))).toEqual({ code: 'link_lost', text: 'connect EWEIRD' });
  expect(socketProblem(new AggregateError([], 'none')).code).toBe('link_lost');
});
