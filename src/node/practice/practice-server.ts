import { type Defects, NOBODY_HEARS } from '../../core/defects.ts';
import { answerBytes } from '../../core/practice/talk.ts';
import { failure, type Result, success } from '../../shared/error-codes.ts';
import { type Impairment, isImpaired } from '../../shared/impairment/impairment.ts';
import type { LabServerConfig, LabText } from '../../shared/lab/lab-config.ts';
import type { LabServer } from '../../shared/lab/lab-models.ts';
import { nextFreePort, portInUse } from '../net/free-port.ts';
import { wallNow } from '../time/clocks.ts';
import { checkConfig } from './check-config.ts';
import { Journal, type PracticeListener } from './journal.ts';
import { ProgramList } from './program-list.ts';
import { serveSilently } from './serve-silently.ts';
import { serveTcp } from './serve-tcp.ts';
import { serveUdp } from './serve-udp.ts';
import { NO_CONNECTION, type Reader, type Serving, type ServingParts } from './serving.ts';

/** One practice server: a habit on a port, which can be stopped and started again. */
export class PracticeServer {
  readonly #journal: Journal;
  readonly #defects: Defects;
  #config: LabServerConfig;
  #programs = new ProgramList([]);
  #serving: Serving | undefined;
  #bound = { address: '', port: 0 };
  #startedAt = 0;
  #starts = 0;
  #reading = true;
  #impairment: Impairment | undefined;
  /** Starts and stops come one after the other, in the order in which they were asked for. */
  #last: Promise<unknown> = Promise.resolve();

  private constructor(config: LabServerConfig, listener: PracticeListener, defects: Defects) {
    this.#config = config;
    this.#defects = defects;
    this.#journal = new Journal(listener);
  }

  /** Fails with `port_in_use` and the next free port, with what {@link checkConfig} finds, or as the system says. */
  static async open(
    config: LabServerConfig,
    listener: PracticeListener,
    defects: Defects = NOBODY_HEARS,
  ): Promise<Result<PracticeServer>> {
    const server = new PracticeServer(config, listener, defects);
    const started = await server.#start(config);
    return started.ok ? success(server) : started;
  }

  get isListening(): boolean {
    return this.#serving !== undefined;
  }

  /** Where it listens, or did last. */
  get bound(): { readonly address: string; readonly port: number } {
    return this.#bound;
  }

  /** Stops listening and closes every connection. */
  stop(): Promise<void> {
    return this.#inTurn(() => this.#stop());
  }

  /**
   * Stops, and starts on the port that it had, unless the new configuration names another. If it can't start it stays
   * stopped, with the configuration that it had.
   */
  restart(config: LabServerConfig = this.#config): Promise<Result<undefined>> {
    return this.#inTurn(async () => {
      await this.#stop();
      const samePort = config.port === this.#config.port;
      const started = await this.#start(samePort ? { ...config, port: this.#bound.port } : config);
      if (started.ok) this.#config = config;
      this.#journal.changed();
      return started;
    });
  }

  /** Whether its connections are read. Fails over UDP, where a socket can't be left unread. */
  setReading(by: Reader, on: boolean): Result<undefined> {
    if (by === 'person') {
      if (this.#config.transport === 'udp') return failure('transport_unavailable', 'a UDP socket here always reads');
      this.#reading = on;
    }
    this.#serving?.setReading(by, on);
    this.#journal.changed();
    return success(undefined);
  }

  /** Treats its traffic badly, over restarts too; with settings that do nothing it travels as the network lets it. */
  impair(impairment: Impairment): void {
    this.#impairment = isImpaired(impairment) ? impairment : undefined;
    this.#serving?.impair(this.#impairment);
    this.#journal.changed();
  }

  /** Sends a person's answer. Fails with `no_such_peer`, or when the text can't be encoded. */
  answer(connection: number, said: LabText): Result<undefined> {
    const bytes = answerBytes(said);
    return bytes.ok ? (this.#serving?.answer(connection, bytes.value) ?? NO_CONNECTION) : bytes;
  }

  closeConnection(connection: number, how: 'end' | 'reset'): Result<undefined> {
    return this.#serving?.closeConnection(connection, how) ?? NO_CONNECTION;
  }

  view(): Omit<LabServer, 'id'> {
    return {
      config: this.#config,
      state: this.#serving ? 'listening' : 'stopped',
      ...this.#bound,
      startedAt: this.#startedAt,
      restarts: this.#starts - 1,
      reading: this.#reading,
      impairment: this.#impairment,
      connectionsTotal: this.#journal.totalCount,
      connectionsOpen: this.#journal.openCount,
      connections: this.#journal.connections(),
      ...this.#journal.counters(),
    };
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#last.then(work);
    this.#last = done.catch(() => {});
    return done;
  }

  async #stop(): Promise<void> {
    const serving = this.#serving;
    this.#serving = undefined;
    this.#programs.stop();
    await serving?.stop();
    this.#journal.changed();
  }

  async #start(config: LabServerConfig): Promise<Result<undefined>> {
    const checked = await checkConfig(config);
    if (!checked.ok) return checked;
    const programs = new ProgramList(config.programs ?? []);
    const serving = await serve({ config: checked.value, journal: this.#journal, programs, defects: this.#defects });
    if (!serving.ok) return explain(checked.value, serving);
    this.#programs = programs;
    this.#serving = serving.value;
    const { address, port } = serving.value;
    this.#bound = { address, port };
    this.#startedAt = wallNow();
    this.#starts += 1;
    serving.value.impair(this.#impairment);
    if (!this.#reading) serving.value.setReading('person', false);
    return success(undefined);
  }
}

function serve(parts: ServingParts): Promise<Result<Serving>> {
  if (parts.config.transport === 'udp') return serveUdp(parts);
  return parts.config.accepts === false ? serveSilently(parts) : serveTcp(parts);
}

/** A port in use gets the next free one named. */
async function explain(config: LabServerConfig, failed: Result<Serving>): Promise<Result<never>> {
  if (failed.ok) throw new Error('there is nothing to explain');
  if (failed.problem.code !== 'port_in_use') return failed;
  const { port } = config;
  return portInUse(port, await nextFreePort(port, (candidate) => isFree({ ...config, port: candidate })));
}

async function isFree(config: LabServerConfig): Promise<boolean> {
  const nobody = { connected: () => {}, chunk: () => {}, closed: () => {}, changed: () => {} };
  const attempt = await serve({
    config: { ...config, accepts: true },
    journal: new Journal(nobody),
    programs: new ProgramList([]),
    defects: NOBODY_HEARS,
  });
  if (attempt.ok) await attempt.value.stop();
  return attempt.ok;
}
