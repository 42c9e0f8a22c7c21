import { expect, it } from 'vitest';
import { readTerminalCode } from '../../tests/support/programs/read-terminal-code.ts';
import { qrLines } from './qr-lines.ts';

it('a code in a terminal reads as its text, and fits beside a prompt', () => {
  const lines = qrLines('partyline://192.168.1.20:8888');
  expect(readTerminalCode(lines.join('\n'))).toBe('partyline://192.168.1.20:8888');
  expect(lines).toHaveLength(19);
});
