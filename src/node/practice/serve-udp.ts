import { createPeer } from '../../core/practice/habits.ts';
import { type Result, success } from '../../shared/error-codes.ts';
import type { Impairment } from '../../shared/impairment/impairment.ts';
import { LAB_LIMITS } from '../../shared/lab/lab-limits.ts';
import { plainAddress } from '../net/plain-address.ts';
import { type DatagramEnd, PlainDatagrams } from '../net/plain-datagrams.ts';
import { HabitServing, type Served } from './habit-serving.ts';
import { PeerDriver } from './peer-driver.ts';
import type { Reader, Serving, ServingParts } from './serving.ts';

interface Talker extends Served {
  readonly key: string;
}

/** Serves a habit over UDP; each address that sends is served by a peer of its own. */
export async function serveUdp(parts: ServingParts): Promise<Result<Serving>> {
  const { port, bind } = parts.config;
  const server = new UdpServing(parts);
  const opened = await PlainDatagrams.open(
    { address: bind, port },
    { received: (bytes, from) => server.received(bytes, from), failed: () => parts.journal.changed() },
  );
  if (!opened.ok) return opened;
  server.socket = opened.value;
  return success(server);
}

class UdpServing extends HabitServing<PlainDatagrams, Talker> {
  /** In the order of their last datagrams, the one that was silent longest first. */
  readonly #talkers = new Map<string, Talker>();
  #reading = true;

  received(bytes: Uint8Array, from: DatagramEnd): void {
    if (!this.#reading) return;
    const key = `${from.address} ${from.port}`;
    const talker = this.#talkers.get(key) ?? this.#meet(key, from);
    this.#talkers.delete(key);
    this.#talkers.set(key, talker);
    talker.driver.received(bytes);
  }

  /** With UDP what nobody reads is lost. */
  setReading(_by: Reader, on: boolean): void {
    this.#reading = on;
  }

  impair(impairment: Impairment | undefined): void {
    this.socket.impair(impairment);
  }

  async stop(): Promise<void> {
    for (const talker of [...this.#talkers.values()]) this.end(talker);
    await this.socket.close();
  }

  #meet(key: string, from: DatagramEnd): Talker {
    const { config, journal } = this.parts;
    const [silent] = this.#talkers.values();
    if (silent && this.#talkers.size >= LAB_LIMITS.connections) this.end(silent);
    const record = journal.opened(plainAddress(from.address, from.port));
    const driver = new PeerDriver(
      createPeer(config),
      record,
      {
        send: (bytes) => this.socket.send(bytes, from),
        end: () => this.end(talker),
        sendFile: () => {},
        setReceiving: () => {},
      },
      this.parts,
    );
    const talker: Talker = { key, record, driver };
    driver.opened();
    return talker;
  }

  protected find(id: number): Talker | undefined {
    for (const talker of this.#talkers.values()) if (talker.record.id === id) return talker;
    return undefined;
  }

  /** With UDP nothing stays open. */
  protected isOpen(): boolean {
    return true;
  }

  protected end(talker: Talker): void {
    talker.driver.stop();
    this.#talkers.delete(talker.key);
    this.parts.journal.closed(talker.record, 'here');
  }
}
