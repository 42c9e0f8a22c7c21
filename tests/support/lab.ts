import { PracticeLab } from '../../src/node/practice/practice-lab.ts';
import type { Result } from '../../src/shared/error-codes.ts';
import type { LabServerConfig, LabText } from '../../src/shared/lab/lab-config.ts';
import type { LabPush } from '../../src/shared/lab/lab-contract.ts';
import type { LabClient, LabServer } from '../../src/shared/lab/lab-models.ts';
import { atEnd } from './releases.ts';
import { expectOk } from './rooms/parties.ts';

/** A lab that is closed when the test ends, and all that it pushed. */
export function startLab(): { readonly lab: PracticeLab; readonly pushes: readonly LabPush[] } {
  const lab = new PracticeLab();
  const pushes: LabPush[] = [];
  lab.onPush((push) => pushes.push(push));
  atEnd(() => lab.close());
  return { lab, pushes };
}

/** A server on a free port of loopback, echo over TCP unless told otherwise. */
export async function openServer(lab: PracticeLab, config: Partial<LabServerConfig> = {}): Promise<LabServer> {
  return expectOk(await tryServer(lab, config));
}

export function tryServer(lab: PracticeLab, config: Partial<LabServerConfig>): Promise<Result<LabServer>> {
  return lab.openServer({ habit: 'echo', transport: 'tcp', bind: '127.0.0.1', port: 0, ...config });
}

/** A client of that port of loopback. */
export async function openClient(lab: PracticeLab, port: number, transport: 'tcp' | 'udp' = 'tcp'): Promise<LabClient> {
  return expectOk(await lab.openClient({ transport, target: { kind: 'address', address: `127.0.0.1:${port}` } }));
}

/** Text as UTF-8, without a line end. */
export function typed(text: string): LabText {
  return { text, encoding: 'utf-8', ending: 'none' };
}

/** What a server or client received or sent so far, joined. */
export function bytesOf(lab: PracticeLab, id: string, direction: 'in' | 'out'): Buffer {
  return Buffer.concat(lab.traffic(id).chunks.flatMap((chunk) => (chunk.direction === direction ? [chunk.bytes] : [])));
}

export function serverOf(lab: PracticeLab, id: string): LabServer {
  const server = lab.state().servers.find((one) => one.id === id);
  if (!server) throw new Error(`there is no server ${id}`);
  return server;
}

export function clientOf(lab: PracticeLab, id: string): LabClient {
  const client = lab.state().clients.find((one) => one.id === id);
  if (!client) throw new Error(`there is no client ${id}`);
  return client;
}
