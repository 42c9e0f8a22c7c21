import type { Finding, NetworkReport } from '../../shared/doctor/models.ts';
import type { Versions } from '../../shared/help/help-contract.ts';
import { canReset } from '../../shared/settings/reset.ts';
import { settingOf } from '../../shared/settings/setting-key.ts';
import { SETTING_KEYS, SETTING_ROWS } from '../../shared/settings/setting-rows.ts';
import type { Settings } from '../../shared/settings.ts';
import type { ToldLine } from './told.ts';

/** What a report is made of. */
export interface ReportParts {
  /** ISO 8601, in UTC. */
  readonly at: string;
  readonly versions: Versions;
  /** Such as `linux 6.1 x64`. */
  readonly system: string;
  readonly settings: Settings;
  /** Rooms that are open: hosted here, joined. */
  readonly rooms: { readonly hosted: number; readonly joined: number };
  readonly network: NetworkReport;
  /** What the last check of a room's address found, without the address; undefined where none was made. */
  readonly lastCheck: readonly Finding[] | undefined;
  readonly lines: readonly ToldLine[];
}

/** Kinds whose value is one of a few, or a number: no word of anybody's. */
const TOLD_KINDS: readonly string[] = ['choice', 'switch', 'quiet', 'amount', 'port', 'colour'];

function settingLines(settings: Settings): readonly string[] {
  return SETTING_KEYS.filter((key) => canReset(settings, key)).map((key) => {
    const isTold = TOLD_KINDS.includes(SETTING_ROWS[key].kind);
    return `${key}: ${isTold ? String(settingOf(settings, key)) : '(set)'}`;
  });
}

function networkLines({ addresses }: NetworkReport): readonly string[] {
  return addresses.map(({ address, prefix, kind, recommended }) => {
    return `${address}/${prefix} ${kind}${recommended ? ', the one to use' : ''}`;
  });
}

function findingLines(findings: readonly Finding[]): readonly string[] {
  return findings.map(({ severity, code }) => `${severity}: ${code}`);
}

function logLines({ at, level, told }: ToldLine): readonly string[] {
  const { code, room, state, problem, attempt, error } = told;
  const facts = [
    room !== undefined && `room ${room}`,
    state,
    problem,
    attempt !== undefined && `try ${attempt}`,
    error?.name,
  ];
  return [
    [at, level, code, ...facts.filter(Boolean)].join(' '),
    ...(error?.frames ?? []).map((frame) => `    at ${frame}`),
  ];
}

/**
 * The report as a text, in English, for whoever helps. It holds no word of a conversation, no name of a person, a room, a
 * file or a folder, and no address but this computer's own: each part is made of codes and numbers.
 */
export function reportText(parts: ReportParts): string {
  const { at, versions, system, settings, rooms, network, lastCheck, lines } = parts;
  const { app, electron, chromium, node, protocol } = versions;
  const sections: readonly (readonly [title: string, lines: readonly string[]])[] = [
    [
      'Partyline, a report for help',
      [
        `made: ${at}`,
        `Partyline ${app}, protocol ${protocol}`,
        `Electron ${electron}, Chromium ${chromium}, Node.js ${node}`,
        `system: ${system}`,
        `rooms open: ${rooms.hosted} hosted here, ${rooms.joined} joined`,
      ],
    ],
    ['Settings that are other than at first', settingLines(settings)],
    ['Addresses of this computer', networkLines(network)],
    ['What the doctor finds here', findingLines(network.findings)],
    [
      'What the last check of another address found',
      lastCheck === undefined ? ['(none was made)'] : findingLines(lastCheck),
    ],
    ['What happened, in codes (times in UTC)', lines.flatMap(logLines)],
  ];
  return sections
    .map(([title, body]) => `${title}\n${body.map((line) => `  ${line}\n`).join('') || '  (nothing)\n'}`)
    .join('\n');
}
