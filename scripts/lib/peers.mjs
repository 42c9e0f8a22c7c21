// @ts-check
import { spawnSync } from 'node:child_process';
import { ensureDebianPackages, onPath } from './debian.mjs';

/** The programs that tests talk to as somebody else would, and the Debian packages that hold them. */
const PEERS = [
  { names: ['python3', 'python'], package: 'python3-minimal' },
  // Joins sealed rooms.
  { names: [], module: 'cryptography.hazmat', package: 'python3-cryptography' },
  { names: ['nc', 'ncat', 'netcat'], package: 'netcat-openbsd' },
  // Reads the captures that the app writes.
  { names: ['tshark'], package: 'tshark' },
  // Sets a program's clock.
  { names: ['faketime'], package: 'faketime' },
  // Makes networks whose addresses change.
  { names: ['ip'], package: 'iproute2' },
  // Makes networks that swallow some of what is sent to all.
  { names: ['nft'], package: 'nftables' },
  // Announces and finds services as many other programs do.
  { names: ['avahi-daemon'], package: 'avahi-daemon' },
  { names: ['avahi-browse'], package: 'avahi-utils' },
  // Starts faster than the whole Chromium, which does where this is not to be had.
  { names: ['chromium-headless-shell', 'chrome-headless-shell'], package: 'chromium-headless-shell' },
];

/** @param {{ names: string[], module?: string }} peer a program, or a module of Python's */
function isHere({ names, module }) {
  if (module === undefined) return names.some(onPath);
  return spawnSync('python3', ['-c', `import ${module}`]).status === 0;
}

/**
 * Sees to the foreign programs that the tests use as peers, where it may. A test whose program is missing is skipped
 * and says so; with `CI=true` it fails (tests/support/programs/programs.ts).
 * @param {(line: string) => void} say
 */
export async function ensurePeers(say) {
  const missing = process.platform === 'win32' ? [] : PEERS.filter((peer) => !isHere(peer));
  await ensureDebianPackages(
    missing.map((peer) => peer.package),
    say,
  );
}
