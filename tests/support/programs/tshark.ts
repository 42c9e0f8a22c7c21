import { spawnSync } from 'node:child_process';
import { findTshark } from './programs.ts';

/** One row per packet of a capture, with the fields asked for; checksums are checked. @throws what tshark says */
export function readCapture(path: string, fields: readonly string[], filter = ''): readonly (readonly string[])[] {
  const { status, stdout, stderr } = spawnSync(
    findTshark() ?? 'tshark',
    [
      ...['-r', path, '-n', '-T', 'fields', '-E', 'separator=|'],
      ...['-o', 'tcp.check_checksum:TRUE', '-o', 'udp.check_checksum:TRUE', '-o', 'ip.check_checksum:TRUE'],
      ...(filter === '' ? [] : ['-Y', filter]),
      ...fields.flatMap((field) => ['-e', field]),
    ],
    { encoding: 'utf8', maxBuffer: 100_000_000 },
  );
  if (status !== 0) throw new Error(`tshark ended with ${status}: ${stderr}`);
  return stdout
    .trimEnd()
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => line.split('|'));
}
