import { describe, expect, it } from 'vitest';
import { sampleChunk, sampleClient, sampleConnection, sampleServer } from '../../../../tests/support/lab-samples.ts';
import { mergedLanes } from './lanes.ts';
import { cleared, NO_TRAFFIC, paused, withChunks } from './traffic.ts';
import { clientRows, serverRows, type TrafficRow } from './traffic-rows.ts';

function words(rows: readonly TrafficRow[]): string[] {
  return rows.map((row) => {
    if (row.kind === 'mark') return row.mark;
    return row.kind === 'gap' ? `gap ${row.count}` : `${row.chunk.direction} ${row.chunk.number}`;
  });
}

const CLOSED = { state: 'closed', closedBy: 'reset', closedAt: 30 } as const;

describe('the list of a server’s traffic', () => {
  it('shows when a connection came, what travelled and how it ended', () => {
    const server = sampleServer({ connections: [sampleConnection(CLOSED)] });
    const traffic = withChunks(NO_TRAFFIC, [sampleChunk(1, { at: 10 }), sampleChunk(2, { at: 30, direction: 'out' })]);
    expect(words(serverRows(server, traffic, 0))).toEqual(['opened', 'in 1', 'out 2', 'reset']);
  });

  it('shows one connection alone', () => {
    const server = sampleServer({ connections: [sampleConnection(), sampleConnection({ id: 2, openedAt: 20 })] });
    const traffic = withChunks(NO_TRAFFIC, [sampleChunk(1, { at: 11 }), sampleChunk(2, { at: 21, connection: 2 })]);
    expect(words(serverRows(server, traffic, 2))).toEqual(['opened', 'in 2']);
  });

  it('says how many were not kept in between', () => {
    const traffic = withChunks(NO_TRAFFIC, [sampleChunk(1), sampleChunk(5)]);
    expect(words(serverRows(sampleServer(), traffic, 0))).toEqual(['in 1', 'gap 3', 'in 5']);
  });

  it('knows no openings and closings over UDP', () => {
    const { config } = sampleServer();
    const server = sampleServer({
      config: { ...config, transport: 'udp' },
      connections: [sampleConnection(CLOSED)],
    });
    expect(serverRows(server, NO_TRAFFIC, 0)).toEqual([]);
  });

  it('forgets what happened before it was cleared', () => {
    const server = sampleServer({ connections: [sampleConnection()] });
    expect(serverRows(server, cleared(NO_TRAFFIC, 11), 0)).toEqual([]);
  });

  it('shows no parting while it stands still', () => {
    const still = paused(withChunks(NO_TRAFFIC, [sampleChunk(1, { at: 12 })]), true);
    const server = sampleServer({ connections: [sampleConnection(CLOSED)] });
    expect(words(serverRows(server, still, 0))).toEqual(['opened', 'in 1']);
  });
});

describe('the list of a client’s traffic', () => {
  it('says that the other side has finished, unless it closed with that', () => {
    const ended = { state: 'ended', endedAt: 20 } as const;
    expect(words(clientRows(sampleClient(ended), NO_TRAFFIC))).toEqual(['opened', 'ended']);
    const closed = { ...ended, state: 'closed', closedBy: 'peer', closedAt: 20 } as const;
    expect(words(clientRows(sampleClient(closed), NO_TRAFFIC))).toEqual(['opened', 'peer']);
  });

  it('says of one that reached nobody that it could not connect', () => {
    const client = sampleClient({ state: 'closed', closedBy: 'failed', closedAt: 12, local: undefined });
    expect(words(clientRows(client, NO_TRAFFIC))).toEqual(['notOpened']);
  });
});

describe('both sides of a recipe in one list', () => {
  it('stand in the order in which one caused the other, also within a millisecond', () => {
    const at = 50;
    const sent = sampleChunk(1, { at, direction: 'out', connection: 0 });
    const back = sampleChunk(2, { at, direction: 'in', connection: 0 });
    const client = clientRows(sampleClient({ openedAt: 40 }), withChunks(NO_TRAFFIC, [sent, back]));
    const came = [sampleChunk(1, { at }), sampleChunk(2, { at, direction: 'out' })];
    const server = serverRows(
      sampleServer({ connections: [sampleConnection({ openedAt: 40 })] }),
      withChunks(NO_TRAFFIC, came),
      0,
    );
    const rows = mergedLanes([
      { lane: 'server', rows: server },
      { lane: 'client', rows: client },
    ]);
    expect(rows.map(({ source }, index) => `${source} ${words(rows)[index]}`)).toEqual([
      'c1 opened',
      's1 opened',
      'c1 out 1',
      's1 in 1',
      's1 out 2',
      'c1 in 2',
    ]);
  });
});
