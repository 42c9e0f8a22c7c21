import type { BulkContent, BulkTask } from './load/bulk-process.ts';
import { FILES, type FileSizes } from './promises.ts';
import type { Given, Scenario } from './scenario.ts';
import { cpuMicroseconds, residentKiB } from './support/cpu-time.ts';
import { type Cargo, type Passage, throughRelay, throughRoom } from './support/file-road.ts';
import { LoadChild } from './support/load-child.ts';
import { type Measurement, measure, median, percentile } from './support/measure.ts';
import { giveWay, pin } from './support/pin.ts';
import { Scratch } from './support/scratch.ts';
import { type Server, startServer } from './support/servers.ts';
import { settledKiB } from './support/settled.ts';

const MIB = 1_048_576;
const SAMPLE_MS = 50;

/** What every scenario of files is given. */
interface FilesGiven extends Given {
  readonly sizes: FileSizes;
  readonly scratch: Scratch;
}

const rate = ({ bytes }: Cargo, { seconds }: Passage) => bytes / MIB / seconds;
const rates = (cargo: Cargo, passages: readonly Passage[]) =>
  passages.map((passage) => rate(cargo, passage).toFixed(0)).join(', ');

function cargoOf(scratch: Scratch, mebibytes: number): Cargo {
  const bytes = mebibytes * MIB;
  return { warmUp: scratch.file('warm up.bin', 64 * MIB), path: scratch.file('cargo.bin', bytes), bytes };
}

/** Through a room beside three servers that check nothing and keep nothing. */
async function relays({ rounds, report, sizes, scratch }: FilesGiven): Promise<void> {
  const cargo = cargoOf(scratch, sizes.relayMebibytes);
  const ours: Passage[] = [];
  const others = new Map(FILES.relays.map(({ kind }) => [kind, [] as Passage[]]));
  for (let round = 0; round < rounds; round += 1) {
    ours.push(await throughRoom(scratch, cargo));
    for (const [kind, passages] of others) passages.push(await throughRelay(kind, scratch, cargo));
  }
  for (const { kind, title, name, target } of FILES.relays) {
    const theirs = others.get(kind) as Passage[];
    const value = median(ours.map(({ seconds }, at) => (theirs[at] as Passage).seconds / seconds));
    report(
      { name, value, target, better: 'higher' },
      `${sizes.relayMebibytes} MiB through a room: ${value.toFixed(2)} × ${title} (target ${target}); ` +
        `${rates(cargo, ours)} against ${rates(cargo, theirs)} MiB/s`,
    );
  }
}

/** The same file over sealed links and in clear, by turns. */
async function sealed({ rounds, report, sizes, scratch }: FilesGiven): Promise<void> {
  const { name, title, target } = FILES.sealed;
  const cargo = cargoOf(scratch, sizes.relayMebibytes);
  const pairs: (readonly [sealed: Passage, clear: Passage])[] = [];
  for (let round = 0; round < rounds; round += 1) {
    pairs.push([await throughRoom(scratch, cargo, 'sealed'), await throughRoom(scratch, cargo, 'clear')]);
  }
  const measures = [
    { by: 'clock', words: 'by the clock', of: ({ seconds }: Passage) => seconds },
    { by: 'cpu', words: "by the host's CPU", of: ({ cpuSeconds }: Passage) => cpuSeconds },
  ];
  for (const { by, words, of } of measures) {
    const value = median(pairs.map(([one, other]) => of(other) / of(one)));
    const [one, other] = [0, 1].map((at) => median(pairs.map((pair) => of(pair[at] as Passage))).toFixed(2));
    report(
      { name: `${name}-${by}`, value, target, better: 'higher' },
      `${sizes.relayMebibytes} MiB ${title}: ${value.toFixed(2)} × in clear ${words} (target ${target}); ${one} against ${other} s`,
    );
  }
}

/** Asks `work` of a server and says how many bytes it moved for each second of the server's CPU time. */
async function bytesPerCpuSecond({ pid }: Server, bytes: number, work: () => Promise<unknown>): Promise<number> {
  const before = cpuMicroseconds(pid);
  await work();
  return bytes / ((cpuMicroseconds(pid) - before) / 1_000_000);
}

/** One file that the host has already goes to ten members, beside one that is sent to it for one member. */
async function receivers({ rounds, report, sizes }: FilesGiven): Promise<void> {
  const { receivers: count, target, name } = FILES.receivers;
  const measured: (readonly [ten: number, single: number])[] = [];
  const bytes = sizes.bulkMebibytes * MIB;
  for (let round = 0; round < rounds; round += 1) {
    await withBulk(async (host, bulk) => {
      const move = async (contents: readonly BulkContent[]) => {
        await bulk({ kind: 'put' });
        await bulk({ kind: 'get', contents });
      };
      await move(await bulk<BulkContent[]>({ kind: 'prepare', count: 1, bytes: 64 * MIB + round }));
      const contents = await bulk<BulkContent[]>({ kind: 'prepare', count: 1, bytes });
      const single = await bytesPerCpuSecond(host, bytes, () => move(contents));
      const tenfold = Array.from({ length: count }, () => contents[0] as BulkContent);
      const ten = await bytesPerCpuSecond(host, count * bytes, () => bulk({ kind: 'get', contents: tenfold }));
      measured.push([ten, single]);
    });
  }
  const value = median(measured.map(([ten, single]) => ten / single));
  const [ten, single] = [0, 1].map((at) => (median(measured.map((pair) => pair[at] as number)) / MIB).toFixed(0));
  report(
    { name, value, target, better: 'higher' },
    `${sizes.bulkMebibytes} MiB from the host to ${count} members: ${value.toFixed(1)} × the bytes per CPU second of one sent and ` +
      `fetched (target ${target}); ${ten} against ${single} MiB`,
  );
}

async function startBulk(host: Server): Promise<LoadChild> {
  const child = await LoadChild.start('bulk-process', host.port);
  giveWay(child.pid);
  return child;
}

/** A host and a process of members that it serves. */
async function withBulk(
  work: (host: Server, bulk: <Answer>(task: BulkTask) => Promise<Answer>) => Promise<void>,
): Promise<void> {
  const host = await startServer('partyline');
  const child = await startBulk(host);
  try {
    await work(host, (task) => child.ask(task));
  } finally {
    await child.stop();
    await host.stop();
  }
}

/** A folder of many small files. */
async function small({ rounds, report, scratch }: FilesGiven): Promise<void> {
  const { files, bytesEach, target, name } = FILES.small;
  const path = scratch.tree('small files', files, bytesEach);
  const cargo = { warmUp: scratch.tree('warm up', files / 5, bytesEach), path, bytes: files * bytesEach };
  const perSecond: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    perSecond.push(files / (await throughRoom(scratch, cargo)).seconds);
  }
  const value = median(perSecond);
  report(
    { name, value, target, better: 'higher' },
    `a folder of ${files} files of ${bytesEach} bytes through a room: ${value.toFixed(0)} a second (target ${target})`,
  );
}

/** What the host needs while ten members send a large file each, and while ten fetch one each. */
async function memory({ report, sizes }: FilesGiven): Promise<void> {
  const { transfers, target, name } = FILES.memory;
  await withBulk(async ({ pid }, bulk) => {
    const contents = await bulk<BulkContent[]>({
      kind: 'prepare',
      count: transfers,
      bytes: sizes.memoryMebibytes * MIB,
    });
    const resident = () => residentKiB(pid, 'own');
    const idle = await settledKiB(resident);
    let highest = 0;
    const sampler = setInterval(() => {
      highest = Math.max(highest, resident());
    }, SAMPLE_MS);
    await bulk({ kind: 'put' });
    const putting = highest;
    await bulk({ kind: 'get', contents });
    clearInterval(sampler);
    const [sent, all] = [putting, highest].map((kib) => (kib - idle) / 1_024) as [number, number];
    report(
      { name, value: all, target, better: 'lower' },
      `${transfers} transfers of ${sizes.memoryMebibytes} MiB at a time: at most ${all.toFixed(0)} MiB above idle (target ${target}); ` +
        `${sent.toFixed(0)} while they are sent; idle is ${(idle / 1_024).toFixed(0)}`,
    );
  });
}

/** Sets a transfer going at full speed until it is ended. */
const transferBeside = (way: 'sent' | 'fetched', sizes: FileSizes, moved: number[]) => async (host: Server) => {
  const child = await startBulk(host);
  pin(child.pid, 'members');
  const task = (one: BulkTask) => child.ask<BulkContent[]>(one);
  const count = way === 'sent' ? sizes.latencyFiles : 1;
  const contents = await task({ kind: 'prepare', count, bytes: sizes.bulkMebibytes * MIB });
  if (way === 'fetched') await task({ kind: 'put' });
  await task(way === 'sent' ? { kind: 'keep-putting' } : { kind: 'keep-getting', contents });
  return async () => {
    moved.push(await child.ask<number>({ kind: 'stop' }));
    await child.stop();
  };
};

/** How long messages take while a file is sent or fetched as fast as it goes. */
async function latency({ rounds, report, sizes }: FilesGiven): Promise<void> {
  const { title, pattern, warmUp, target, name } = FILES.latency;
  const p99 = ({ latencies = [] }: Measurement) => percentile(latencies, 0.99);
  for (const way of ['sent', 'fetched'] as const) {
    const measured: (readonly [busy: number, idle: number])[] = [];
    const moved: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      const idle = p99(await measure('partyline', pattern, warmUp, { pinned: true }));
      const beside = transferBeside(way, sizes, moved);
      measured.push([p99(await measure('partyline', pattern, warmUp, { pinned: true, beside })), idle]);
    }
    const value = median(measured.map(([busy, idle]) => busy / idle));
    const [busy, idle] = [0, 1].map((at) => median(measured.map((pair) => pair[at] as number)).toFixed(3));
    report(
      { name: `${name}-${way}`, value, target, better: 'lower' },
      `${title} while a file is ${way}, p99: ${value.toFixed(2)} × without (target ${target}); ${busy} against ${idle} ms; ` +
        `${(median(moved) / MIB).toFixed(0)} MiB meanwhile`,
    );
  }
}

/** Gives a scenario a folder, which is gone when it ends. */
const withScratch =
  (scenario: (given: FilesGiven) => Promise<void>): Scenario['run'] =>
  async (given) => {
    const scratch = new Scratch();
    try {
      await scenario({ ...given, sizes: given.isQuick ? FILES.quick : FILES.full, scratch });
    } finally {
      scratch.remove();
    }
  };

/** The promises about files, by name. */
export const FILE_SCENARIOS: readonly Scenario[] = [
  { name: 'files-relays', run: withScratch(relays) },
  { name: FILES.sealed.name, run: withScratch(sealed) },
  { name: 'files-receivers', run: withScratch(receivers) },
  { name: 'files-small', run: withScratch(small) },
  { name: 'files-memory', run: withScratch(memory) },
  { name: 'files-latency', run: withScratch(latency) },
];
