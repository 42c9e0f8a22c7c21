import { spawnSync } from 'node:child_process';
import { globSync } from 'node:fs';

/** What CI must not skip. */
export const IS_REQUIRED = process.env.CI === 'true';

/**
 * The name under which a program answers here. Where there is none its tests are skipped, loudly; with `CI=true` that
 * is an error, for a test that never runs proves nothing.
 */
function find(what: string, names: readonly string[], isIt: (name: string) => boolean): string | undefined {
  const name = names.find(isIt);
  if (name !== undefined) return name;
  const words = `this machine has no ${what} (${names.join(', ')}); npm test installs it where it may`;
  if (IS_REQUIRED) throw new Error(`CI=true and ${words}`);
  console.warn(`NOT TESTED HERE: ${what}, for ${words}.`);
  return undefined;
}

/** The administrator may read and write everything; this takes that right from the program that it starts. */
export const unprivileged: readonly string[] =
  process.getuid?.() === 0 ? ['setpriv', '--bounding-set=-dac_override,-dac_read_search'] : [];

let python: { readonly name: string | undefined } | undefined;
let sealing: { readonly name: string | undefined } | undefined;
let tshark: { readonly name: string | undefined } | undefined;
let compiler: { readonly name: string | undefined } | undefined;
let faketime: { readonly library: string | undefined } | undefined;
let nft: { readonly name: string | undefined } | undefined;
let avahi: { readonly name: string | undefined } | undefined;
let netcat: { readonly name: string | undefined } | undefined;

/** Python 3, for `describe.runIf` and {@link PeerProcess}; undefined where it is missing. */
export function findPython(): string | undefined {
  python ??= {
    name: find('Python 3', ['python3', 'python'], (name) =>
      /Python 3/.test(String(spawnSync(name, ['--version']).stdout)),
    ),
  };
  return python.name;
}

/** Python 3 with its package cryptography; undefined where either is missing. */
export function findSealingPython(): string | undefined {
  sealing ??= {
    name: find(
      'package cryptography of Python 3',
      ['python3', 'python'],
      (name) => spawnSync(name, ['-c', 'import cryptography.hazmat']).status === 0,
    ),
  };
  return sealing.name;
}

/** Netcat of any descent, of which only `nc [-u] HOST PORT` is alike; undefined where it is missing. */
export function findNetcat(): string | undefined {
  netcat ??= { name: find('netcat', ['nc', 'ncat', 'netcat'], (name) => spawnSync(name, ['-h']).error === undefined) };
  return netcat.name;
}

/** Debian's service discovery: `avahi-daemon`, and with it `avahi-browse` and `avahi-publish`; undefined where it is missing. */
export function findAvahi(): string | undefined {
  avahi ??= {
    name: find('avahi', ['avahi-daemon'], (name) =>
      [name, 'avahi-browse', 'avahi-publish'].every((one) => spawnSync(one, ['--version']).status === 0),
    ),
  };
  return avahi.name;
}

/** A compiler of C; undefined where it is missing. */
export function findCompiler(): string | undefined {
  compiler ??= {
    name: find('C compiler', ['cc', 'gcc', 'clang'], (name) => spawnSync(name, ['--version']).status === 0),
  };
  return compiler.name;
}

/** Wireshark without a window, which reads the captures that we write; undefined where it is missing. */
export function findTshark(): string | undefined {
  tshark ??= { name: find('Wireshark', ['tshark'], (name) => spawnSync(name, ['--version']).status === 0) };
  return tshark.name;
}

/** The firewall of Linux; undefined where it is missing. */
export function findFirewall(): string | undefined {
  nft ??= { name: find('firewall of Linux', ['nft'], (name) => spawnSync(name, ['--version']).status === 0) };
  return nft.name;
}

/** The library that gives a program another clock on the wall, to be loaded before all others; undefined where it is missing. */
export function findFaketime(): string | undefined {
  const places = globSync('/usr/lib/*/faketime/libfaketime.so.1');
  faketime ??= { library: find('faketime', places, () => true) };
  return faketime.library;
}
