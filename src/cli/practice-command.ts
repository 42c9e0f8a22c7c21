import { Defects } from '../core/defects.ts';
import { readText } from '../core/practice/read-text.ts';
import type { PracticeListener } from '../node/practice/journal.ts';
import { PracticeServer } from '../node/practice/practice-server.ts';
import { formatAddress } from '../shared/address.ts';
import type { Habit } from '../shared/lab/habits.ts';
import { HABIT_TRAITS } from '../shared/lab/habits.ts';
import type { LabEncoding, LabServerConfig } from '../shared/lab/lab-config.ts';
import type { LabChunk, LabConnection } from '../shared/lab/lab-models.ts';
import { failWith, isOutputFull, note, printJson, printLine, whenOutputIsTaken } from './output.ts';
import { TalkDesk } from './talk-desk.ts';
import { type Input, readLines, untilAskedToStop } from './terminal.ts';

export interface PracticeFlags {
  readonly port: number;
  readonly bind: string;
  readonly udp?: boolean;
  readonly file?: string;
  readonly header?: LabServerConfig['fileHeader'];
  readonly description?: string;
  readonly allow: readonly string[];
  readonly framing?: LabServerConfig['framing'];
  readonly allowOutside?: boolean;
  readonly size?: number;
  readonly wait?: number;
  readonly encoding: LabEncoding;
  readonly json?: boolean;
}

/** Bytes of output that may wait for whoever reads it, before nothing more is received. */
const OUTPUT_BYTES = 1_048_576;

/** `partyline practice`: one practice server in a terminal, until a signal ends it. */
export async function runPractice(habit: Habit, flags: PracticeFlags): Promise<void> {
  // From here on a signal ends the program in order, whatever it is at.
  const asked = untilAskedToStop();
  const json = flags.json === true;
  const reporter = json ? jsonReporter(flags.udp === true, () => here) : peopleReporter();
  let here = '';
  const desk = new TalkDesk(flags.encoding);
  let input: Input | undefined;
  const listener: PracticeListener = {
    connected: reporter.connected,
    chunk: (chunk) => {
      desk.heard(chunk);
      reporter.chunk(chunk);
      waitForReader();
    },
    closed: reporter.closed,
    changed: () => {
      desk.look();
      input?.hold(desk.isFull);
    },
  };
  const defects = new Defects((words) =>
    note(`partyline: a defect, which ended one connection; please report it: ${words}`),
  );
  const opened = await PracticeServer.open(asConfig(habit, flags), listener, defects);
  if (!opened.ok) return failWith(opened.problem);
  const server = opened.value;
  const waitForReader = holdWhileUnread(server);
  const { address, port } = server.bound;
  here = formatAddress({ host: address, port });
  if (json) printJson({ event: 'listening', [flags.udp ? 'udp' : 'tcp']: { address, port } });
  else note(`${habit} listens on ${here} (${flags.udp ? 'UDP' : 'TCP'}). Ctrl+C ends it.`);
  if (HABIT_TRAITS[habit].answeredByPerson) {
    desk.serve(server);
    input = readLines({
      line: (line) => {
        desk.say(line);
        input?.hold(desk.isFull);
      },
      end: () => {},
    });
  }
  await asked;
  await server.stop();
  process.stdin.destroy();
}

function asConfig(habit: Habit, flags: PracticeFlags): LabServerConfig {
  const { port, bind, file, header, description, allow, framing, allowOutside, size, wait } = flags;
  return {
    habit,
    transport: flags.udp ? 'udp' : 'tcp',
    bind,
    port,
    programs: [...allow],
    ...(file !== undefined && { file }),
    ...(header !== undefined && { fileHeader: header }),
    ...(description !== undefined && { fileDescription: description }),
    ...(framing !== undefined && { framing }),
    ...(allowOutside !== undefined && { outsideConfirmed: allowOutside }),
    ...(size !== undefined && { recvSize: size }),
    ...(wait !== undefined && { recvWaitMs: wait }),
  };
}

/** Receives no more while nobody reads the output. @returns to be called after each line */
function holdWhileUnread(server: PracticeServer): () => void {
  let held = false;
  return () => {
    if (held || !isOutputFull(OUTPUT_BYTES)) return;
    held = true;
    server.setReading('output', false);
    whenOutputIsTaken(() => {
      held = false;
      server.setReading('output', true);
    });
  };
}

/** Says what happens, as it happens. */
interface Reporter {
  connected(connection: LabConnection): void;
  chunk(chunk: LabChunk): void;
  closed(connection: LabConnection): void;
}

/** docs/practice.md describes the lines. @param here this end's `address:port` */
function jsonReporter(udp: boolean, here: () => string): Reporter {
  return {
    connected: ({ id, peer }) => printJson({ event: 'connected', connection: id, peer }),
    chunk: ({ connection, direction, peer, size, bytes }) => {
      const [from, to] = direction === 'in' ? [peer, here()] : [here(), peer];
      const text = readText(bytes);
      const hex = Buffer.from(bytes).toString('hex');
      printJson({ event: udp ? 'datagram' : 'chunk', connection, direction, from, to, bytes: size, text, hex });
    },
    closed: ({ id, peer, closedBy }) => printJson({ event: 'closed', connection: id, peer, by: closedBy }),
  };
}

const WHO_CLOSED: Readonly<Record<NonNullable<LabConnection['closedBy']>, string>> = {
  here: 'closed here',
  peer: 'closed by the other side',
  reset: 'broken off by the other side (RST)',
  failed: 'failed',
};

function peopleReporter(): Reporter {
  return {
    connected: ({ peer }) => printLine(`${peer} connected`),
    chunk: ({ direction, peer, size, bytes }) => {
      const arrow = direction === 'in' ? '→' : '←';
      printLine(`${peer} ${arrow} ${size} bytes: ${JSON.stringify(readText(bytes))}`);
    },
    closed: ({ peer, closedBy = 'here', problem }) => {
      printLine(`${peer} ${WHO_CLOSED[closedBy]}${closedBy === 'failed' && problem ? `: ${problem.text}` : ''}`);
    },
  };
}
