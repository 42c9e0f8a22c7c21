import { CliProcess } from './programs/cli.ts';
import { PeerProcess } from './programs/peer-process.ts';

/** `partyline practice HABIT` on a free port of loopback, with `--json`. */
export class PracticeProcess extends CliProcess {
  port = 0;

  static async start(habit: string, ...parameters: readonly string[]): Promise<PracticeProcess> {
    const process = new PracticeProcess(['practice', habit, '--port', '0', '--json', ...parameters]);
    const { tcp, udp } = (await process.firstObject()) as Record<'tcp' | 'udp', { port: number } | undefined>;
    process.port = (tcp ?? udp)?.port ?? 0;
    return process;
  }

  /** The chunks or datagrams that it told of so far. */
  chunks(direction: 'in' | 'out'): readonly { readonly text: string; readonly hex: string; readonly from: string }[] {
    return this.lines.map((line) => JSON.parse(line)).filter((line) => line.direction === direction);
  }
}

/** The hex of a text in UTF-8, for a step of a dialogue. */
export function hex(text: string): string {
  return Buffer.from(text).toString('hex');
}

/** Runs `dialogue.py` to its end. @returns what it received, each step as text */
export async function dialogue(
  transport: 'tcp' | 'udp',
  port: number,
  ...steps: readonly string[]
): Promise<readonly string[]> {
  const lines = await dialogueInHex(transport, port, ...steps);
  return lines.map((line) => Buffer.from(line, 'hex').toString());
}

/** The same as hex. */
export async function dialogueInHex(
  transport: 'tcp' | 'udp',
  port: number,
  ...steps: readonly string[]
): Promise<readonly string[]> {
  const python = PeerProcess.python('dialogue.py', transport, port, ...steps);
  const code = await python.ends();
  if (code !== 0) throw new Error(`the script failed: ${python.errors}`);
  return python.output.split('\n').slice(0, -1);
}
