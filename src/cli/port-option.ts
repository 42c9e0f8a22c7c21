import { InvalidArgumentError } from 'commander';
import { parsePort } from '../shared/address.ts';

/** Reads a port to listen on. */
export function portOption(text: string): number {
  const port = parsePort(text, 0);
  if (port === undefined) throw new InvalidArgumentError('a port is a number from 0 to 65535.');
  return port;
}
