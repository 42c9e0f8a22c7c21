import { formatAddress, parseAddress, parsePort } from '../shared/address.ts';
import { failure, type Result, success } from '../shared/error-codes.ts';
import { readRoomLink } from './room-link.ts';

/** What the app was asked for when it was started. */
export interface StartRequest {
  /** Host a room as soon as the window is there. */
  readonly host: boolean;
  readonly port: number | undefined;
  /** The room's name. */
  readonly name: string | undefined;
  readonly nick: string | undefined;
  /** Address to join at once, as {@link formatAddress} writes it. */
  readonly join: string | undefined;
  /** Address of a `partyline://` link: fills in the join form, because a link from a web page must not act by itself. */
  readonly link: string | undefined;
  readonly userDataDir: string | undefined;
  /** Start in the tray, without a window: at login. */
  readonly hidden: boolean;
}

export const NO_REQUEST: StartRequest = {
  host: false,
  port: undefined,
  name: undefined,
  nick: undefined,
  join: undefined,
  link: undefined,
  userDataDir: undefined,
  hidden: false,
};

const LINK = /^partyline:\/\//i;
const VALUE_FLAGS = ['port', 'name', 'nick', 'join', 'user-data-dir'] as const;
type ValueFlag = (typeof VALUE_FLAGS)[number];

function isValueFlag(name: string): name is ValueFlag {
  return (VALUE_FLAGS as readonly string[]).includes(name);
}

/** One flag into the request. */
function withFlag(request: StartRequest, flag: ValueFlag, value: string): Result<StartRequest> {
  switch (flag) {
    case 'port': {
      const port = parsePort(value, 0);
      return port === undefined
        ? failure('bad_port', `--port ${value}: a port is a number from 0 to 65535; 0 picks a free one.`)
        : success({ ...request, port });
    }
    case 'join': {
      const address = parseAddress(value);
      return address.ok
        ? success({ ...request, join: formatAddress(address.value) })
        : failure(address.problem.code, `--join ${value}: ${address.problem.text}`);
    }
    case 'name':
      return success({ ...request, name: value });
    case 'nick':
      return success({ ...request, nick: value });
    case 'user-data-dir':
      return success({ ...request, userDataDir: value });
  }
}

/**
 * Reads the app's arguments: `--flag value` and `--flag=value`, and a `partyline://` link anywhere. What it does not
 * know it passes over, because Chromium's and Electron's own switches come along.
 * @param args everything after the executable
 * @returns a problem whose text names the flag and what it wants
 */
export function parseCommandLine(args: readonly string[]): Result<StartRequest> {
  let request = NO_REQUEST;
  for (let at = 0; at < args.length; at += 1) {
    const arg = args[at] ?? '';
    if (LINK.test(arg)) {
      // A bad link is nobody's typing error: the app opens and the link is forgotten.
      const link = readRoomLink(arg);
      if (link !== undefined) request = { ...request, link };
      continue;
    }
    const [, name = '', attached] = /^--([a-z-]+)(?:=(.*))?$/s.exec(arg) ?? [];
    if (name === 'host' || name === 'hidden') request = { ...request, [name]: true };
    if (!isValueFlag(name)) continue;
    const following = args[at + 1];
    const value = attached ?? (following?.startsWith('--') ? undefined : following);
    if (value === undefined || value === '') return failure('internal', `--${name} needs a value.`);
    if (attached === undefined) at += 1;
    const next = withFlag(request, name, value);
    if (!next.ok) return next;
    request = next.value;
  }
  return request.host && request.join !== undefined
    ? failure('already_in_room', '--host and --join exclude each other: be in one room at a time.')
    : success(request);
}
