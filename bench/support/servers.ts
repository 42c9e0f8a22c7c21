import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

/**
 * Our host with its members on TCP, in clear or sealed, recording or not or as another build of it is, with the limits that a user has, or on UDP, in clear or sealed; the `ws` package's plain broadcast
 * server, in clear or over TLS; NATS, a message broker; a bare program in Node that speaks as NATS does, without and with a log.
 */
export type ServerKind =
  | 'partyline'
  | 'partyline-recording'
  | 'partyline-before'
  | 'partyline-usual'
  | 'partyline-udp'
  | 'partyline-sealed'
  | 'partyline-udp-sealed'
  | 'ws'
  | 'wss'
  | 'nats'
  | 'bare'
  | 'bare-commit';

/** Relays of files that check nothing, to compare with. */
export type RelayKind = 'pipe-relay' | 'recv-relay';

export interface Server {
  readonly pid: number;
  readonly port: number;
  stop(): Promise<void>;
}

/** Folder of another build to compare this one with: a clone of an earlier commit, built. */
export const earlierBuild = process.env['PARTYLINE_BEFORE'];

/** What the room is called. */
export const HOST_NAME = 'Bench';

const root = fileURLToPath(new URL('../../', import.meta.url));
/** So many that no limit takes part; everything else of the host is as a user has it. */
const MANY = '1e9';
const RAISED = [
  'messagesPerSecond',
  'messageBurst',
  'linksPerAddressPerSecond',
  'entriesPerAddress',
  'links',
  'members',
];
/** The same, of limits that earlier builds do not know. */
const RAISED_LATELY = [
  'connectionsPerSecond',
  'connections',
  'connectionsPerAddressPerSecond',
  'connectionsPerAddress',
  'silentConnectionsPerAddress',
];

/**
 * Starts the CLI's host, or what it is compared with, as a process of its own.
 * @param folder of its data; it is removed when the server is stopped
 */
export async function startServer(
  kind: ServerKind | RelayKind,
  folder = mkdtempSync(join(tmpdir(), 'partyline-bench-')),
): Promise<Server> {
  const child = start(kind, folder);
  const port = kind === 'nats' ? await natsPort(child) : await portOfFirstLine(child);
  return {
    pid: child.pid as number,
    port,
    stop: async () => {
      const gone = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGTERM');
      await gone;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function start(kind: ServerKind | RelayKind, folder: string): ChildProcess {
  const script = (name: string) => join(root, 'bench/servers', name);
  if (kind === 'ws') return startNode(script('ws-broadcast.ts'));
  if (kind === 'wss') return startNode(script('ws-broadcast.ts'), ...makeCertificate(folder));
  if (kind === 'nats') return startNats();
  if (kind === 'bare') return startNode(script('bare-relay.ts'));
  if (kind === 'bare-commit') return startNode(script('bare-relay.ts'), join(folder, 'rows.db'));
  if (kind === 'pipe-relay') return startNode(script('pipe-relay.ts'));
  return kind === 'recv-relay' ? startProgram('python3', script('recv-relay.py')) : startPartyline(folder, kind);
}

function startPartyline(folder: string, kind: ServerKind): ChildProcess {
  const recording = kind === 'partyline-recording' ? ['--record', join(folder, 'wire.pcapng')] : [];
  const known = kind === 'partyline-before' && earlierBuild ? RAISED : [...RAISED, ...RAISED_LATELY];
  const raised = kind === 'partyline-usual' ? [] : known;
  const limits = raised.flatMap((name) => ['--limit', `${name}=${MANY}`]);
  return startNode(
    join(kind === 'partyline-before' ? (earlierBuild ?? root) : root, 'out/cli/partyline.js'),
    'host',
    '--port',
    '0',
    '--bind',
    '127.0.0.1',
    '--json',
    '--data',
    folder,
    '--name',
    HOST_NAME,
    // A thousand connects in the same millisecond are more than the default queue of 511 holds.
    '--backlog',
    '4096',
    ...limits,
    ...recording,
  );
}

/** Whether a program is on this machine. */
export function canRun(program: string, ...args: string[]): boolean {
  return spawnSync(program, args, { stdio: 'ignore' }).status === 0;
}

/** A key and a certificate of nobody for a server over TLS. @returns their paths */
function makeCertificate(folder: string): readonly string[] {
  const [key, certificate] = [join(folder, 'key.pem'), join(folder, 'certificate.pem')];
  const asked = ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2'];
  const made = spawnSync('openssl', [...asked, '-subj', '/CN=localhost', '-keyout', key, '-out', certificate]);
  if (made.status !== 0) throw new Error(`openssl made no certificate: ${made.stderr}`);
  return [key, certificate];
}

/** As Debian has it, with as many threads as it takes: one core for all of them, as the others have. */
function startNats(): ChildProcess {
  return spawn('nats-server', ['-a', '127.0.0.1', '-p', '-1'], { stdio: ['ignore', 'ignore', 'pipe'] });
}

/** NATS names its port in its log. */
function natsPort({ stderr }: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    let log = '';
    stderr?.on('data', (chunk: Buffer) => {
      log += chunk.toString();
      const port = /client connections on 127\.0\.0\.1:(\d+)/.exec(log)?.[1];
      if (port !== undefined && /Server is ready/.test(log)) resolve(Number(port));
    });
    stderr?.once('end', () => reject(new Error(`NATS ended: ${log}`)));
  });
}

function startNode(...args: string[]): ChildProcess {
  return startProgram(process.execPath, ...args);
}

function startProgram(program: string, ...args: string[]): ChildProcess {
  return spawn(program, args, { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] });
}

/** The two servers name their port in different places. */
interface FirstLine {
  readonly tcp?: { readonly port: number };
  readonly port?: number;
}

async function portOfFirstLine(child: ChildProcess): Promise<number> {
  const first = await firstLine(child);
  const port = first.tcp?.port ?? first.port;
  if (port === undefined) throw new Error('the server did not name its port');
  return port;
}

function firstLine(child: ChildProcess): Promise<FirstLine> {
  return new Promise((resolve, reject) => {
    if (!child.stdout) throw new Error('no standard output');
    const lines = createInterface({ input: child.stdout });
    lines.once('line', (line) => {
      // Goes on reading, as whoever started a host does, without looking at it.
      lines.close();
      child.stdout?.resume();
      resolve(JSON.parse(line));
    });
    child.once('exit', (code) => reject(new Error(`the server ended with ${code}`)));
  });
}
