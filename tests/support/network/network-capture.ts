import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { findTshark } from '../programs/programs.ts';
import { readCapture } from '../programs/tshark.ts';
import { atEnd, temporaryFolder } from '../releases.ts';
import { until } from '../until.ts';
import type { Computer } from './network-lab.ts';

/** Addresses of the first two computers of an office, and what everybody of the network around is reached at. */
export const AROUND = /^(10\.0\.0\.([12]|255)|224\.0\.0\.251|ff02::1|ff02::fb|fe80::[0-9a-f:]+)$/;

/** Where one packet went. */
export interface Destination {
  readonly address: string;
  /** Of UDP or TCP; empty for any other. */
  readonly port: string;
}

/**
 * Records what a computer's adapter sends and gets, from now on.
 * @returns ends it and names the file of the capture
 */
export async function recordOf(computer: Computer, adapter: string): Promise<() => Promise<string>> {
  const { path, stop } = await startCapture(computer.wrapper, adapter);
  return async () => {
    await stop();
    return path;
  };
}

/**
 * Records all that an adapter sends and gets, from some time after now on.
 * @param wrapper what runs a program where the adapter is
 * @param only a capture filter of libpcap's
 * @returns the file, and what ends it
 */
export async function startCapture(
  wrapper: readonly string[],
  adapter: string,
  only = '',
): Promise<{ readonly path: string; readonly stop: () => Promise<void> }> {
  const path = join(temporaryFolder(), 'capture.pcap');
  const [program = '', ...parameters] = [
    ...wrapper,
    ...[findTshark() ?? 'tshark', '-i', adapter, '-w', path, '-P'],
    ...(only === '' ? [] : ['-f', only]),
  ];
  const child = spawn(program, parameters, { stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    said += chunk.toString();
  });
  const gone = once(child, 'close');
  atEnd(async () => {
    child.kill('SIGKILL');
    await gone;
  });
  await until(
    () => said.includes('Capturing on'),
    () => `tshark captures; it said ${said}`,
  );
  const stop = async () => {
    child.kill('SIGINT');
    await gone;
  };
  return { path, stop };
}

/**
 * The same.
 * @returns ends it and says where what passes the filter went, each destination once
 */
export async function captureOf(
  computer: Computer,
  adapter: string,
): Promise<(filter: string) => Promise<readonly Destination[]>> {
  const stop = await recordOf(computer, adapter);
  return async (filter) => {
    const fields = ['ip.dst', 'ipv6.dst', 'udp.dstport', 'tcp.dstport'];
    const rows = readCapture(await stop(), fields, filter).map(
      ([v4 = '', v6 = '', udp = '', tcp = '']) => `${v4}${v6}|${udp}${tcp}`,
    );
    return [...new Set(rows)].map((row) => {
      const [address = '', port = ''] = row.split('|');
      return { address, port };
    });
  };
}
