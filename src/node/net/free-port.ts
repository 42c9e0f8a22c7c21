import { failure, type Result } from '../../shared/error-codes.ts';

/** Ports above the wanted one that are tried. */
const TRIES = 64;
const LAST_PORT = 65_535;

/** The next port above `port` for which `isFree` holds, if there is one near. */
export async function nextFreePort(
  port: number,
  isFree: (candidate: number) => Promise<boolean>,
): Promise<number | undefined> {
  for (let candidate = port + 1; candidate <= Math.min(LAST_PORT, port + TRIES); candidate += 1) {
    if (await isFree(candidate)) return candidate;
  }
  return undefined;
}

/** The failure `port_in_use`, with the way out where there is one. */
export function portInUse(port: number, freePort: number | undefined): Result<never> {
  const way = freePort === undefined ? '' : `; port ${freePort} is free`;
  return failure('port_in_use', `port ${port} is in use by another program${way}`, {
    port,
    ...(freePort !== undefined && { freePort }),
  });
}
