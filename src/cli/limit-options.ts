import { readFileSync } from 'node:fs';
import { InvalidArgumentError } from 'commander';
import { DEFAULT_LIMITS, type RoomLimits } from '../shared/limits.ts';

function isLimit(name: string): name is keyof RoomLimits {
  return Object.hasOwn(DEFAULT_LIMITS, name);
}

function limitOf(name: string, value: unknown): Partial<RoomLimits> {
  if (!isLimit(name)) {
    throw new InvalidArgumentError(`there is no limit ${name}; names: ${Object.keys(DEFAULT_LIMITS).join(', ')}.`);
  }
  if (typeof value !== 'number' || !(value > 0)) throw new InvalidArgumentError(`${name} is a number above 0.`);
  return { [name]: value };
}

/** `--limit NAME=VALUE`, which may be repeated. */
export function limitOption(text: string, collected: Partial<RoomLimits>): Partial<RoomLimits> {
  const [name = '', value = ''] = text.split('=');
  if (value === '') throw new InvalidArgumentError('write NAME=VALUE.');
  return { ...collected, ...limitOf(name, Number(value)) };
}

/** `--limits FILE`: a JSON object of names and numbers; what is said with {@link limitOption} goes before it. */
export function limitsOption(path: string): Partial<RoomLimits> {
  const read = parse(path);
  if (typeof read !== 'object' || read === null || Array.isArray(read)) {
    throw new InvalidArgumentError(`${path} holds no JSON object of limits, such as {"members": 50}.`);
  }
  const limits = Object.entries(read).map(([name, value]) => limitOf(name, value));
  return Object.assign({}, ...limits);
}

function parse(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new InvalidArgumentError(`${path} can't be read as JSON: ${reason}.`);
  }
}
