import type { LogSegment } from '../../src/core/room/log-segment.ts';
import type { Digests } from '../../src/core/secure/proofs.ts';
import type { Connection as ConnectionState, RoomEvent, Transport } from '../../src/shared/models.ts';
import type { Connection, End } from './connection.ts';
import type { NetworkedWorld } from './datagram-network.ts';
import type { DoorAudit } from './door-audit.ts';
import type { Doorkeeper } from './doorkeeper.ts';
import type { FlowPair } from './flow.ts';
import type { Ledger } from './ledger.ts';
import type { StreamWorld } from './pipe.ts';
import type { Random } from './random.ts';
import type { RunSealing } from './run-sealing.ts';
import type { Scenario } from './scenario.ts';

export interface Dialling {
  opened(): void;
  refused(): void;
}

/** What the people and computers of a run see of the world that they are in. */
export interface Surroundings extends NetworkedWorld, StreamWorld {
  readonly scenario: Scenario;
  readonly ledger: Ledger;
  /** The id of the one room. */
  readonly roomId: string;
  /** What links are sealed with, where they are. */
  readonly sealing: RunSealing | undefined;
  /** How often an end of a stream noticed that a byte was changed. */
  noticed: number;
  /** What proofs are made with. */
  readonly digests: Digests;
  /** What nobody can predict in proofs; it decides nothing else. */
  readonly nonces: Random;
  /** Who minds the door, where that is more than open. */
  readonly doorkeeper: Doorkeeper | undefined;
  readonly audit: DoorAudit | undefined;
  readonly textById: Map<string, string>;
  /** Changes of the transport that came true. */
  moves: number;
  readonly usesDatagrams: boolean;
  readonly isMixed: boolean;
  readonly losesLargeDatagrams: boolean;
  /** Makes a text long, now and then, where long datagrams may vanish. */
  lengthening(): string;
  /** What somebody chooses who was never here. */
  firstTransport(): Transport;
  /** A datagram link begins at the host, which is spoken to by `index`. */
  openFlows(address: string, index: number): FlowPair;
  flowsOf(index: number): FlowPair | undefined;
  /** Whether the host's process dies between writing a turn to disk and telling anybody. */
  crashesNow(): boolean;
  /** Opens a connection from `address` to the host; the answer comes later, or never. */
  dial(address: string, dialling: Dialling): End;
  connectionOf(end: End): Connection | undefined;
  /** A guest's outbox let go of a message. */
  dropped(id: string): void;
  checkSegment(segment: LogSegment, events: readonly RoomEvent[]): void;
  showConnection(name: string, connection: ConnectionState): void;
}
