import { type Defects, NOBODY_HEARS } from '../../core/defects.ts';
import { failure, type Result, success } from '../../shared/error-codes.ts';
import type { Impairment } from '../../shared/impairment/impairment.ts';
import type { LabClientConfig, LabServerConfig, LabText } from '../../shared/lab/lab-config.ts';
import type { LabPush } from '../../shared/lab/lab-contract.ts';
import { LAB_LIMITS } from '../../shared/lab/lab-limits.ts';
import type { LabChunk, LabClient, LabServer, LabState, LabTraffic } from '../../shared/lab/lab-models.ts';
import { LabPushes } from './lab-pushes.ts';
import { PracticeClient } from './practice-client.ts';
import { PracticeServer } from './practice-server.ts';
import { TrafficRing } from './traffic-ring.ts';

interface Kept<T> {
  readonly id: string;
  readonly ring: TrafficRing;
  readonly peer: T;
}

const GONE = failure('no_such_peer', 'that practice server or client is gone');

function full(limit: number): Result<never> {
  return failure('lab_full', `there are ${limit} already`, { limit });
}

/** The practice servers and clients of one person, several at once; each keeps its traffic. It knows no window. */
export class PracticeLab {
  readonly #servers = new Map<string, Kept<PracticeServer>>();
  readonly #clients = new Map<string, Kept<PracticeClient>>();
  readonly #defects: Defects;
  readonly #pushes = new LabPushes();
  #opened = 0;
  /** Servers that are being opened and have their place already. */
  #opening = 0;
  #isClosed = false;

  /** @param defects hears of what was thrown and must not be; it ended one connection */
  constructor(defects: Defects = NOBODY_HEARS) {
    this.#defects = defects;
  }

  /** @returns its own unsubscribe */
  onPush(listener: (push: LabPush) => void): () => void {
    return this.#pushes.onPush(listener);
  }

  state(): LabState {
    return {
      servers: [...this.#servers.values()].map(serverView),
      clients: [...this.#clients.values()].map(clientView),
    };
  }

  traffic(id: string): LabTraffic {
    return { of: id, chunks: this.#ring(id)?.all() ?? [] };
  }

  clearTraffic(id: string): Result<undefined> {
    const ring = this.#ring(id);
    ring?.clear();
    return ring ? success(undefined) : GONE;
  }

  async openServer(config: LabServerConfig): Promise<Result<LabServer>> {
    if (this.#servers.size + this.#opening >= LAB_LIMITS.servers) return full(LAB_LIMITS.servers);
    const id = this.#newId('s');
    const ring = new TrafficRing();
    const changed = () => {
      const kept = this.#servers.get(id);
      if (kept) this.#changed(id, ring, () => ({ kind: 'lab-server', server: serverView(kept) }));
    };
    this.#opening += 1;
    const listener = {
      connected: changed,
      closed: changed,
      changed,
      chunk: (chunk: LabChunk) => keep(ring, chunk, changed),
    };
    const opened = await PracticeServer.open(config, listener, this.#defects);
    this.#opening -= 1;
    if (!opened.ok) return opened;
    if (this.#isClosed) {
      await opened.value.stop();
      return GONE;
    }
    const kept = { id, ring, peer: opened.value };
    this.#servers.set(id, kept);
    changed();
    return success(serverView(kept));
  }

  async stopServer(id: string): Promise<Result<LabServer>> {
    const kept = this.#servers.get(id);
    if (!kept) return GONE;
    await kept.peer.stop();
    return success(serverView(kept));
  }

  /** Starts again at once on the same port; fails and stays stopped where that is impossible. */
  async restartServer(id: string, config: LabServerConfig | undefined): Promise<Result<LabServer>> {
    const kept = this.#servers.get(id);
    if (!kept) return GONE;
    const started = await kept.peer.restart(config);
    return started.ok ? success(serverView(kept)) : started;
  }

  async removeServer(id: string): Promise<Result<undefined>> {
    const kept = this.#servers.get(id);
    if (!kept) return GONE;
    this.#servers.delete(id);
    this.#pushes.removed(id);
    await kept.peer.stop();
    return success(undefined);
  }

  setServerReading(id: string, reading: boolean): Result<undefined> {
    return this.#servers.get(id)?.peer.setReading('person', reading) ?? GONE;
  }

  answer(id: string, connection: number, text: LabText): Result<undefined> {
    return this.#servers.get(id)?.peer.answer(connection, text) ?? GONE;
  }

  closeConnection(id: string, connection: number, how: 'end' | 'reset'): Result<undefined> {
    return this.#servers.get(id)?.peer.closeConnection(connection, how) ?? GONE;
  }

  /** Connects or binds. One that could not is kept all the same, so that it can try again. */
  async openClient(config: LabClientConfig): Promise<Result<LabClient>> {
    if (this.#clients.size >= LAB_LIMITS.clients) return full(LAB_LIMITS.clients);
    const id = this.#newId('c');
    const ring = new TrafficRing();
    const changed = () => {
      if (this.#clients.has(id)) this.#changed(id, ring, () => ({ kind: 'lab-client', client: clientView(kept) }));
    };
    const peer = new PracticeClient(config, { changed, chunk: (chunk) => keep(ring, chunk, changed) });
    const kept = { id, ring, peer };
    this.#clients.set(id, kept);
    return this.#connect(kept);
  }

  async reopenClient(id: string): Promise<Result<LabClient>> {
    const kept = this.#clients.get(id);
    return kept ? this.#connect(kept) : GONE;
  }

  removeClient(id: string): Result<undefined> {
    const kept = this.#clients.get(id);
    if (!kept) return GONE;
    this.#clients.delete(id);
    kept.peer.end();
    this.#pushes.removed(id);
    return success(undefined);
  }

  /** Treats a server's or client's traffic badly. */
  impair(id: string, impairment: Impairment): Result<undefined> {
    const kept = this.#servers.get(id) ?? this.#clients.get(id);
    kept?.peer.impair(impairment);
    return kept ? success(undefined) : GONE;
  }

  /** A client, to do something with. */
  client(id: string): Result<PracticeClient> {
    const kept = this.#clients.get(id);
    return kept ? success(kept.peer) : GONE;
  }

  /** Hands over what waits to be told, before a picture of all is taken. */
  flush(): void {
    this.#pushes.flush();
  }

  /** Closes everything; nothing is told any more. */
  async close(): Promise<void> {
    this.#isClosed = true;
    this.#pushes.stop();
    for (const { peer } of this.#clients.values()) peer.end();
    this.#clients.clear();
    const servers = [...this.#servers.values()];
    this.#servers.clear();
    await Promise.all(servers.map(({ peer }) => peer.stop()));
  }

  async #connect(kept: Kept<PracticeClient>): Promise<Result<LabClient>> {
    const opened = await kept.peer.open();
    if (opened.ok) return success(clientView(kept));
    const { problem } = opened;
    return { ok: false, problem: { ...problem, detail: { ...problem.detail, client: kept.id } } };
  }

  #changed(id: string, ring: TrafficRing, view: () => LabPush): void {
    this.#pushes.changed(id, () => {
      const { chunks, skipped } = ring.takeNew();
      if (chunks.length === 0 && skipped === 0) return [view()];
      return [{ kind: 'lab-traffic', traffic: { of: id, chunks }, skipped }, view()];
    });
  }

  #ring(id: string): TrafficRing | undefined {
    return (this.#servers.get(id) ?? this.#clients.get(id))?.ring;
  }

  #newId(kind: 's' | 'c'): string {
    this.#opened += 1;
    return `${kind}${this.#opened}`;
  }
}

function keep(ring: TrafficRing, chunk: LabChunk, changed: () => void): void {
  ring.add(chunk);
  changed();
}

function serverView({ id, peer }: Kept<PracticeServer>): LabServer {
  return { id, ...peer.view() };
}

function clientView({ id, peer }: Kept<PracticeClient>): LabClient {
  return { id, ...peer.view() };
}
