import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { CliProcess } from '../programs/cli.ts';
import { type Computer, NetworkLab } from './network-lab.ts';

/** In a network of one's own rooms are looked for, other than in all other tests. */
export const LOOKING = { PARTYLINE_DISCOVERY: 'network' };

const FAST_CLOCK = pathToFileURL(join(import.meta.dirname, '..', 'peers', 'fast-clock.ts')).href;

/** `partyline …` on a computer of a lab. */
export function runOn({ wrapper }: Computer, ...parameters: readonly string[]): CliProcess {
  return new CliProcess(parameters, { wrapper, environment: LOOKING });
}

/** `partyline host` on a computer of a lab, once it listens. */
export async function hostOn(computer: Computer, name: string, ...parameters: readonly string[]): Promise<CliProcess> {
  const room = runOn(computer, 'host', '--name', name, '--nick', 'Hal', '--json', ...parameters);
  await room.findObject(({ event }) => event === 'listening', 'the room listens');
  return room;
}

/** `partyline discover --json`, and what it printed. */
export class Looking {
  readonly process: CliProcess;

  /** @param speed how many times as fast its clock runs */
  constructor({ wrapper }: Computer, seconds = 60, speed = 1) {
    const fast = speed === 1 ? {} : { NODE_OPTIONS: `--import=${FAST_CLOCK}`, FAST_CLOCK: String(speed) };
    const words = ['discover', '--seconds', String(seconds), '--json'];
    this.process = new CliProcess(words, { wrapper, environment: { ...LOOKING, ...fast } });
  }

  /** Waits until a room of this name is in the list. */
  finds(name: string, fits: (room: FoundLine) => boolean = () => true): Promise<FoundLine> {
    const isIt = (line: Record<string, unknown>) =>
      line.event === 'room' && line.name === name && fits(line as unknown as FoundLine);
    return this.process.findObject(isIt, `${name} is found`) as unknown as Promise<FoundLine>;
  }

  /** Waits until the room is gone again. */
  async loses({ id }: FoundLine, deadlineMs?: number): Promise<void> {
    await this.process.findObject((line) => line.event === 'gone' && line.id === id, `${id} is gone`, deadlineMs);
  }
}

/** A line of `partyline discover`. */
export interface FoundLine {
  readonly id: string;
  readonly name: string;
  readonly addresses: readonly string[];
  readonly found: readonly string[];
}

/** Some computers on one switch, 10.0.0.1, 10.0.0.2, …, without a way out of it. */
export async function office(count: number): Promise<{ lab: NetworkLab; computers: readonly Computer[] }> {
  const lab = await NetworkLab.make();
  lab.switch('office');
  const computers: Computer[] = [];
  for (let i = 1; i <= count; i += 1) {
    const computer = await lab.computer();
    lab.plug(computer, 'eth0', 'office', `10.0.0.${i}/24`);
    computers.push(computer);
  }
  return { lab, computers };
}
