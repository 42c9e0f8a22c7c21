import { readFileSync } from 'node:fs';
import type { BulkContent } from './load/bulk-process.ts';
import { UDP } from './promises.ts';
import type { Given, Scenario } from './scenario.ts';
import { streamRate } from './stream/run-stream.ts';
import { cpuMicroseconds } from './support/cpu-time.ts';
import { LoadChild } from './support/load-child.ts';
import { type Measurement, measure, median, percentile } from './support/measure.ts';
import { startServer } from './support/servers.ts';

const MIB = 1_048_576;

/** Everybody talks on UDP, beside the same on TCP and `ws`. */
async function fanOut({ rounds, report }: Given): Promise<void> {
  const { title, pattern, warmUp, wsTarget, tcpTarget } = UDP.fanOut;
  const measured: Measurement[][] = [];
  for (let round = 0; round < rounds; round += 1) {
    const triple: Measurement[] = [];
    for (const kind of ['partyline-udp', 'partyline', 'ws'] as const) triple.push(await measure(kind, pattern, warmUp));
    measured.push(triple);
  }
  const cost = (which: number) => (triple: readonly Measurement[]) => (triple[which] as Measurement).cpuPerDelivery;
  const [udp, tcp, ws] = [cost(0), cost(1), cost(2)];
  const [ofWs, ofTcp] = [ws, tcp].map((other) => median(measured.map((triple) => other(triple) / udp(triple))));
  report(
    { name: 'udp-all-of-50', value: ofWs as number, target: wsTarget, better: 'higher' },
    `${title}: ${(ofWs as number).toFixed(1)} × ws (target ${wsTarget}); ${median(measured.map(udp)).toFixed(2)} µs of CPU per delivery`,
  );
  report(
    { name: 'udp-of-tcp', value: ofTcp as number, target: tcpTarget, better: 'higher' },
    `${title}: ${(ofTcp as number).toFixed(2)} × our TCP (target ${tcpTarget})`,
  );
}

/** Datagrams that this computer's systems had no room for, since it started. */
function overflows(): number {
  const [names, values] = readFileSync('/proc/net/snmp', 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('Udp:'))
    .map((line) => line.split(' ')) as [string[], string[]];
  return Number(values[names.indexOf('RcvbufErrors')]);
}

/** A rate that the receive buffers must hold; the pattern itself ends only when every message has arrived. */
async function load({ report }: Given): Promise<void> {
  const { title, pattern, warmUp } = UDP.load;
  const before = overflows();
  const { deliveries } = await measure('partyline-udp', pattern, warmUp);
  const lost = overflows() - before;
  report(
    { name: 'udp-lost-below', value: lost, target: 0, better: 'lower' },
    `${title}: ${lost} datagrams lost below the link (target 0), ${deliveries} deliveries above it, all`,
  );
}

async function stream({ rounds, report }: Given): Promise<void> {
  const { mebibytes, target, badMebibytes, badTarget, network, stopAndWaitBytes } = UDP.stream;
  const rates: (readonly [number, number])[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const link = await streamRate('link', mebibytes * MIB);
    rates.push([link, await streamRate('bare', mebibytes * MIB)]);
  }
  const value = median(rates.map(([link, bare]) => link / bare));
  report(
    { name: 'udp-stream', value, target, better: 'higher' },
    `${mebibytes} MiB over the link: ${value.toFixed(2)} × bare datagrams (target ${target}); ${rates.map(([link, bare]) => `${(link / MIB).toFixed(0)} of ${(bare / MIB).toFixed(0)}`).join(', ')} MiB/s`,
  );
  const link = await streamRate('link', badMebibytes * MIB, network);
  const other = await streamRate('stop-and-wait', stopAndWaitBytes, network);
  report(
    { name: 'udp-stream-bad', value: link / other, target: badTarget, better: 'higher' },
    `${badMebibytes} MiB with 1 % loss and 20 ms each way: ${(link / other).toFixed(1)} × stop-and-wait (target ${badTarget}); ${(link / 1_024).toFixed(0)} KiB/s`,
  );
}

/** Each packet sealed and opened alone, beside the same link in clear. */
async function sealedStream({ rounds, report }: Given): Promise<void> {
  const { name, title, mebibytes, target } = UDP.sealed;
  const rates: (readonly [number, number])[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const sealed = await streamRate('sealed', mebibytes * MIB);
    rates.push([sealed, await streamRate('link', mebibytes * MIB)]);
  }
  const value = median(rates.map(([sealed, clear]) => sealed / clear));
  const pairs = rates.map((pair) => pair.map((rate) => (rate / MIB).toFixed(0)).join(' of '));
  report(
    { name, value, target, better: 'higher' },
    `${title}: ${value.toFixed(2)} × in clear (target ${target}); ${pairs.join(', ')} MiB/s`,
  );
}

/** Everybody talks on sealed UDP, beside the same in clear. */
async function sealedFanOut({ rounds, report }: Given): Promise<void> {
  const { name, title, target } = UDP.sealedFanOut;
  const { pattern, warmUp } = UDP.fanOut;
  const pairs: (readonly [number, number])[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const { cpuPerDelivery } = await measure('partyline-udp-sealed', pattern, warmUp);
    pairs.push([cpuPerDelivery, (await measure('partyline-udp', pattern, warmUp)).cpuPerDelivery]);
  }
  const value = median(pairs.map(([sealed, clear]) => clear / sealed));
  const [sealed, clear] = [0, 1].map((at) => median(pairs.map((pair) => pair[at] as number)).toFixed(2));
  report(
    { name, value, target, better: 'higher' },
    `${title}: ${value.toFixed(2)} × in clear (target ${target}); ${sealed} against ${clear} µs of CPU per delivery`,
  );
}

/** A file goes to a room and to a member over sealed UDP, beside the same in clear. */
async function sealedFiles({ rounds, report, isQuick }: Given): Promise<void> {
  const { name, title, mebibytes, target } = UDP.sealedFiles;
  const bytes = (isQuick ? mebibytes / 4 : mebibytes) * MIB;
  const pairs: (readonly [number, number])[] = [];
  for (let round = 0; round < rounds; round += 1) {
    pairs.push([await fileCpu(bytes, 'udp', 'sealed'), await fileCpu(bytes, 'udp')]);
  }
  const value = median(pairs.map(([sealed, clear]) => clear / sealed));
  const times = pairs.map((pair) => pair.map((microseconds) => (microseconds / 1e6).toFixed(1)).join(' against '));
  report(
    { name, value, target, better: 'higher' },
    `${title}: ${value.toFixed(2)} × in clear (target ${target}); ${times.join(', ')} s of CPU`,
  );
}

/** Microseconds of CPU that a host and a member take for a file that goes up and down again. */
async function fileCpu(bytes: number, ...road: readonly string[]): Promise<number> {
  const host = await startServer('partyline');
  const child = await LoadChild.start('bulk-process', host.port, ...road);
  const cpu = () => cpuMicroseconds(host.pid) + cpuMicroseconds(child.pid as number);
  try {
    const contents = await child.ask<BulkContent[]>({ kind: 'prepare', count: 1, bytes });
    const before = cpu();
    await child.ask({ kind: 'put' });
    await child.ask({ kind: 'get', contents });
    return cpu() - before;
  } finally {
    await child.stop();
    await host.stop();
  }
}

async function latency({ rounds, report }: Given): Promise<void> {
  const { title, pattern, warmUp, target } = UDP.latency;
  const ratios: number[] = [];
  const p99 = ({ latencies = [] }: Measurement) => percentile(latencies, 0.99);
  for (let round = 0; round < rounds; round += 1) {
    const udp = p99(await measure('partyline-udp', pattern, warmUp));
    ratios.push(udp / p99(await measure('partyline', pattern, warmUp)));
  }
  const value = median(ratios);
  report(
    { name: 'udp-latency', value, target, better: 'lower' },
    `${title}, p99: ${value.toFixed(2)} × our TCP (target ${target})`,
  );
}

/** The promises of the reliable datagram link, by name. */
export const DATAGRAM_SCENARIOS: readonly Scenario[] = [
  { name: 'udp-all-of-50', run: fanOut },
  { name: 'udp-load', run: load },
  { name: 'udp-stream', run: stream },
  { name: 'udp-sealed', run: sealedStream },
  { name: 'udp-sealed-files', run: sealedFiles },
  { name: 'udp-sealed-all-of-50', run: sealedFanOut },
  { name: 'udp-latency', run: latency },
];
