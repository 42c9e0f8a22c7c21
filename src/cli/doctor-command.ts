import { findingText } from '../core/doctor/finding-text.ts';
import { DiscoveryService } from '../node/discovery/discovery-service.ts';
import { checkPort, checkTarget, describeNetwork } from '../node/doctor/doctor.ts';
import { lookAround } from '../node/doctor/look-around.ts';
import { parseAddress } from '../shared/address.ts';
import type { Severity } from '../shared/doctor/finding-codes.ts';
import type { DoctorEvent, Finding, NetworkAddress, PortState } from '../shared/doctor/models.ts';
import { DEFAULT_PORT } from '../shared/limits.ts';
import { failWith, printJson, printLine } from './output.ts';
import { untilAskedToStop } from './terminal.ts';

interface DoctorFlags {
  readonly json?: boolean;
}

/** Milliseconds that the last output may take to be read, where something else still keeps the program. */
const LEAVE_MS = 1_000;

/** How the findings are told, for scripts or for people. */
interface Printer {
  addresses(addresses: readonly NetworkAddress[]): void;
  port(port: number, states: readonly PortState[]): void;
  step(event: DoctorEvent): void;
  findings(findings: readonly Finding[]): void;
  done(ok: boolean): void;
}

/**
 * `partyline doctor`: this computer's addresses, port 8888 and who is announced here, or why a room can be reached or not. It succeeds when
 * it could look; asked for a room, only when one answered there.
 */
export async function runDoctor(input: string | undefined, { json }: DoctorFlags): Promise<void> {
  const target = input === undefined ? undefined : parseAddress(input);
  if (target && !target.ok) return failWith(target.problem);
  const printer = json ? JSON_PRINTER : TEXT_PRINTER;
  const { addresses, findings } = await describeNetwork();
  printer.addresses(addresses);
  printer.findings(findings);
  const stop = new AbortController();
  void untilAskedToStop().then(() => stop.abort());
  const ok = target ? await tellTarget(target.value, stop.signal, printer) : await tellPort(printer);
  if (!target) await tellNeighbours(stop.signal, printer);
  printer.done(ok);
  if (!ok) process.exitCode = 1;
  // A name that the system goes on looking up does not keep the program.
  setTimeout(() => process.exit(), LEAVE_MS).unref();
}

async function tellPort(printer: Printer): Promise<boolean> {
  const { port, states, findings } = await checkPort(DEFAULT_PORT, []);
  printer.port(port, states);
  printer.findings(findings);
  return true;
}

async function tellNeighbours(signal: AbortSignal, printer: Printer): Promise<void> {
  const discovery = new DiscoveryService();
  printer.findings(await lookAround(discovery, signal));
  await discovery.close();
}

async function tellTarget(
  target: Parameters<typeof checkTarget>[0],
  signal: AbortSignal,
  printer: Printer,
): Promise<boolean> {
  const report = await checkTarget(target, { signal, report: printer.step });
  printer.findings(report.findings);
  return report.ok;
}

const JSON_PRINTER: Printer = {
  addresses: (addresses) => {
    for (const one of addresses) printJson({ event: 'interface', ...one });
  },
  port: (port, states) => {
    for (const state of states) printJson({ event: 'port', port, ...state });
  },
  step: printJson,
  findings: (findings) => {
    for (const one of findings) printJson({ event: 'finding', ...one, ...findingText(one) });
  },
  done: (ok) => printJson({ event: 'done', ok }),
};

const MARKS: Readonly<Record<Severity, string>> = { ok: '✓', info: '·', warning: '!', problem: '✗' };

const TEXT_PRINTER: Printer = {
  addresses: (addresses) => {
    const rows = addresses.map((one) => [
      one.recommended ? '→' : '',
      one.adapter,
      `${one.address}/${one.prefix}`,
      one.kind,
      one.family === 'IPv4' ? one.mask : '',
      one.broadcast ?? '',
      one.mac ?? '',
    ]);
    print(table([['', 'adapter', 'address', 'kind', 'mask', 'broadcast', 'MAC'], ...rows]));
  },
  port: (port, states) => {
    print(table(states.map(({ transport, family, use }) => [`port ${port}`, transport.toUpperCase(), family, use])));
  },
  step: (event) => {
    const line = stepLine(event);
    if (line !== undefined) print(line);
  },
  findings: (findings) => {
    for (const one of findings) {
      const { text, advice } = findingText(one);
      print(`${MARKS[one.severity]} ${text}\n  ${advice}`);
    }
  },
  done: () => {},
};

/** What was tried and what it came to; the words about it follow as findings. */
function stepLine(event: DoctorEvent): string | undefined {
  if (event.event !== 'probed') return undefined;
  const { transport, address, outcome, ms } = event;
  return `  ${transport.toUpperCase()} ${address}: ${outcome.replace('_', ' ')} after ${ms} ms`;
}

/** Columns as wide as their longest cell. */
function table(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

function print(text: string): void {
  for (const line of text.split('\n')) printLine(line);
}
