import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { IS_REQUIRED } from '../programs/programs.ts';
import { atEnd } from '../releases.ts';

/** Whether computers with networks of their own can be made here: on Linux, as root, with iproute2. */
export function canMakeNetworks(): boolean {
  const able =
    process.platform === 'linux' &&
    spawnSync('unshare', ['--net', 'ip', 'link', 'add', 'name', 'a0', 'type', 'veth', 'peer', 'name', 'b0']).status ===
      0;
  if (able) return true;
  const words = 'networks of one’s own need Linux, root and iproute2';
  if (IS_REQUIRED) throw new Error(`CI=true and ${words}`);
  console.warn(`NOT TESTED HERE: computers whose addresses change, for ${words}.`);
  return false;
}

/** One computer: a network namespace, held open by a process that does nothing. */
export class Computer {
  readonly #holder: ChildProcess;

  constructor(holder: ChildProcess) {
    this.#holder = holder;
  }

  get pid(): number {
    return this.#holder.pid as number;
  }

  /** The start of a command that runs another on this computer. */
  get wrapper(): readonly string[] {
    return ['nsenter', '--target', String(this.pid), '--net', '--'];
  }

  /** Runs `ip` with these words. @throws Error with what it said when it failed */
  ip(words: string): void {
    this.run(`ip ${words}`);
  }

  run(command: string): void {
    const [program = '', ...parameters] = [...this.wrapper, ...command.split(' ')];
    const { status, stderr } = spawnSync(program, parameters);
    if (status !== 0) throw new Error(`${command}: ${String(stderr)}`);
  }
}

/** Switches and computers, none of which sees any other network; all are gone when the test ends. */
export class NetworkLab {
  readonly #switches: Computer;
  /** Of each switch, what is plugged in. */
  readonly #ports = new Map<string, readonly string[]>();
  #cables = 0;

  private constructor(switches: Computer) {
    this.#switches = switches;
  }

  static async make(): Promise<NetworkLab> {
    return new NetworkLab(await newComputer());
  }

  async computer(): Promise<Computer> {
    const computer = await newComputer();
    computer.ip('link set lo up');
    return computer;
  }

  /** A switch, by a name of its own. */
  switch(name: string): void {
    this.#switches.ip(`link add name ${name} type bridge`);
    this.#switches.ip(`link set ${name} up`);
  }

  /** Has a switch throw away what fits a rule of nftables, such as `ip daddr 224.0.0.0/4`, of what comes from those plugged in. */
  drop(name: string, rule: string): void {
    this.#switches.run('nft add table bridge lab');
    this.#switches.run('nft add chain bridge lab pass { type filter hook forward priority 0 ; }');
    for (const port of this.#ports.get(name) ?? []) {
      this.#switches.run(`nft add rule bridge lab pass iifname ${port} ${rule} drop`);
    }
  }

  /**
   * Connects a computer's adapter to a switch.
   * @param address with its prefix, such as `10.0.0.2/24`
   * @returns pulls the cable out at the switch, which the adapter does not notice
   */
  plug(computer: Computer, adapter: string, name: string, address: string): () => void {
    this.#cables += 1;
    const port = `port${this.#cables}`;
    this.#switches.ip(`link add name ${port} type veth peer name ${adapter} netns ${computer.pid}`);
    this.#switches.ip(`link set ${port} master ${name} up`);
    this.#ports.set(name, [...(this.#ports.get(name) ?? []), port]);
    computer.ip(`addr add ${address} dev ${adapter}`);
    computer.ip(`link set ${adapter} up`);
    return () => this.#switches.ip(`link set ${port} nomaster`);
  }
}

async function newComputer(): Promise<Computer> {
  const holder = spawn('unshare', ['--net', 'sh', '-c', 'echo here; exec sleep infinity'], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  atEnd(async () => {
    if (holder.exitCode === null && holder.signalCode === null) {
      const gone = once(holder, 'close');
      holder.kill('SIGKILL');
      await gone;
    }
  });
  await once(holder.stdout as NodeJS.ReadableStream, 'data');
  holder.stdout?.destroy();
  return new Computer(holder);
}
