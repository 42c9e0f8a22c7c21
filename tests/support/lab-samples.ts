/** Servers, clients and chunks for the tests of the lab's stores. */
import type { LabChunk, LabClient, LabConnection, LabServer } from '../../src/shared/lab/lab-models.ts';

const COUNTERS = { bytesIn: 0, bytesOut: 0, chunksIn: 0, chunksOut: 0 };

export function sampleConnection(change: Partial<LabConnection> = {}): LabConnection {
  return {
    ...COUNTERS,
    id: 1,
    peer: '127.0.0.1:50000',
    state: 'open',
    closedBy: undefined,
    problem: undefined,
    openedAt: 10,
    endedAt: undefined,
    closedAt: undefined,
    wantsAnswer: false,
    queuedBytes: 0,
    ...change,
  };
}

export function sampleServer(change: Partial<LabServer> = {}): LabServer {
  return {
    ...COUNTERS,
    id: 's1',
    config: { habit: 'echo', transport: 'tcp', bind: '127.0.0.1', port: 8080 },
    state: 'listening',
    address: '127.0.0.1',
    port: 8080,
    startedAt: 1,
    restarts: 0,
    reading: true,
    impairment: undefined,
    connectionsTotal: 0,
    connectionsOpen: 0,
    connections: [],
    ...change,
  };
}

export function sampleClient(change: Partial<LabClient> = {}): LabClient {
  return {
    ...COUNTERS,
    id: 'c1',
    config: { transport: 'tcp', target: { kind: 'address', address: '127.0.0.1:8080' } },
    state: 'open',
    closedBy: undefined,
    problem: undefined,
    local: '127.0.0.1:50000',
    remote: '127.0.0.1:8080',
    openedAt: 10,
    endedAt: undefined,
    closedAt: undefined,
    reading: true,
    impairment: undefined,
    queuedBytes: 0,
    repeat: undefined,
    sendingFile: undefined,
    ...change,
  };
}

export function sampleChunk(number: number, change: Partial<LabChunk> = {}): LabChunk {
  const bytes = change.bytes ?? new Uint8Array([number]);
  return { number, at: number, direction: 'in', connection: 1, peer: 'p', size: bytes.length, bytes, ...change };
}
