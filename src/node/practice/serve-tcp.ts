import { fileHeader } from '../../core/practice/file.ts';
import { createPeer } from '../../core/practice/habits.ts';
import { type Result, success } from '../../shared/error-codes.ts';
import type { Impairment } from '../../shared/impairment/impairment.ts';
import { HABIT_TRAITS } from '../../shared/lab/habits.ts';
import { LAB_LIMITS } from '../../shared/lab/lab-limits.ts';
import { DEFAULT_BACKLOG } from '../../shared/limits.ts';
import { type Hold, PlainStream } from '../net/plain-stream.ts';
import type { TcpSocket } from '../net/tcp-link.ts';
import { listenTcp, type TcpListener } from '../net/tcp-listener.ts';
import { FILE_PIECE_BYTES, fileFacts, openFile } from './file-to-send.ts';
import { HabitServing, type Served } from './habit-serving.ts';
import { PeerDriver } from './peer-driver.ts';
import type { Reader, Serving, ServingParts } from './serving.ts';

interface Connection extends Served {
  readonly stream: PlainStream;
}

/** Serves a habit over TCP. Fails with what the system says of the address and port. */
export async function serveTcp(parts: ServingParts): Promise<Result<Serving>> {
  const { port, bind, backlog = DEFAULT_BACKLOG } = parts.config;
  const server = new TcpServing(parts);
  const listening = await listenTcp({ port, bind, backlog }, (socket) => server.accept(socket));
  if (!listening.ok) return listening;
  server.socket = listening.value;
  return success(server);
}

class TcpServing extends HabitServing<TcpListener, Connection> {
  readonly #connections = new Map<number, Connection>();
  readonly #holds = new Set<Hold>();
  /** For habits that serve one connection at a time: those that wait, and the one that does not. */
  readonly #waiting: Connection[] = [];
  #served: Connection | undefined;
  #impairment: Impairment | undefined;

  accept(socket: TcpSocket): void {
    if (this.#connections.size >= LAB_LIMITS.connections) {
      socket.resetAndDestroy();
      return;
    }
    const connection = this.#connect(socket);
    this.#connections.set(connection.record.id, connection);
    for (const hold of this.#holds) connection.stream.hold(hold);
    connection.stream.impair(this.#impairment);
    if (!HABIT_TRAITS[this.parts.config.habit].oneAtATime) return connection.driver.opened();
    connection.record.state = 'waiting';
    connection.stream.hold('turn');
    this.#waiting.push(connection);
    this.#serveNext();
  }

  setReading(by: Reader, on: boolean): void {
    if (on) this.#holds.delete(by);
    else this.#holds.add(by);
    for (const { stream } of this.#connections.values()) {
      if (on) stream.release(by);
      else stream.hold(by);
    }
  }

  impair(impairment: Impairment | undefined): void {
    this.#impairment = impairment;
    for (const { stream } of this.#connections.values()) stream.impair(impairment);
  }

  async stop(): Promise<void> {
    const closed = this.socket.close();
    for (const { stream, driver, record } of this.#connections.values()) {
      driver.stop();
      stream.destroy();
      // The sockets tell it a moment later, when the next start may already be over.
      this.parts.journal.closed(record, 'here');
    }
    await closed;
  }

  #connect(socket: TcpSocket): Connection {
    const { config, journal } = this.parts;
    const stream: PlainStream = new PlainStream(socket, {
      received: (bytes) => driver.received(bytes),
      ended: () => driver.ended(),
      drained: () => journal.changed(),
      closed: (by, problem) => {
        driver.stop();
        this.#connections.delete(record.id);
        journal.closed(record, by, problem);
        this.#leaves(connection);
      },
    });
    const record = journal.opened(stream.remote);
    record.queued = () => stream.queuedBytes;
    const driver: PeerDriver = new PeerDriver(
      createPeer(config),
      record,
      {
        send: (bytes) => {
          const taken = stream.writable && bytes.length > 0;
          stream.write(bytes);
          stream.holdWhileFull();
          return taken;
        },
        end: () => this.end(connection, 'end'),
        sendFile: () => void this.#sendFile(connection),
        setReceiving: (on) => (on ? stream.release('program') : stream.hold('program')),
      },
      this.parts,
    );
    const connection: Connection = { record, stream, driver };
    return connection;
  }

  protected find(id: number): Connection | undefined {
    return this.#connections.get(id);
  }

  protected isOpen({ stream }: Connection): boolean {
    return stream.writable;
  }

  protected end(connection: Connection, how: 'end' | 'reset'): void {
    if (how === 'reset') return connection.stream.reset();
    connection.driver.stop();
    connection.stream.close();
    this.#leaves(connection);
  }

  /** The next is served as soon as this one is done, though its last bytes may still be under way. */
  #leaves(connection: Connection): void {
    const at = this.#waiting.indexOf(connection);
    if (at !== -1) this.#waiting.splice(at, 1);
    if (this.#served !== connection) return;
    this.#served = undefined;
    this.#serveNext();
  }

  #serveNext(): void {
    if (this.#served) return;
    const next = this.#waiting.shift();
    if (!next) return;
    this.#served = next;
    next.record.state = 'open';
    next.driver.opened();
    next.stream.release('turn');
    this.parts.journal.changed();
  }

  async #sendFile(connection: Connection): Promise<void> {
    const { config, journal } = this.parts;
    const { stream, record } = connection;
    const { file: path = '', fileHeader: kind = 'described', fileDescription = '' } = config;
    const opened = await openFile(path);
    if (!opened.ok) return stream.destroy(opened.problem);
    const file = opened.value;
    try {
      const header = fileHeader(kind, await fileFacts(path, file, fileDescription, kind === 'hashed'));
      stream.write(header);
      journal.travelled(record, 'out', header);
      let left = file.size;
      for await (const piece of file.pieces(FILE_PIECE_BYTES)) {
        if (!stream.writable) return;
        stream.write(piece);
        left -= piece.length;
        journal.travelled(record, 'out', piece.subarray(0, LAB_LIMITS.chunkBytesKept), piece.length);
        await stream.caughtUp();
      }
      if (left === 0) this.end(connection, 'end');
      else stream.destroy({ code: 'file_unreadable', text: `${path} became shorter`, detail: { path } });
    } catch (error) {
      stream.destroy({ code: 'file_unreadable', text: String(error), detail: { path } });
    } finally {
      await file.close();
    }
  }
}
