import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { describeNetwork } from '../../node/doctor/doctor.ts';
import type { Settings } from '../../shared/settings.ts';
import { DEFAULT_SETTINGS } from '../../shared/settings-defaults.ts';
import { type KeptLog, openLog } from '../log.ts';
import { ConnectionNotes } from './connection-notes.ts';
import { reportText } from './report-text.ts';
import { toldError } from './told.ts';

/** What no report may hold: a message, a nickname, a room, a file, a folder, somebody's address. */
const CANARIES = ['aardvark', 'Bonaparte', 'Chrysanthemum', 'dromedary.pdf', 'eiderdown', '198.51.100.77'];
const [MESSAGE = '', NICK = '', ROOM = '', FILE = '', FOLDER = '', ADDRESS = ''] = CANARIES;

const SETTINGS: Settings = {
  ...DEFAULT_SETTINGS,
  nick: NICK,
  hostName: ROOM,
  theme: 'dark',
  hostPort: 9_001,
  files: {
    ...DEFAULT_SETTINGS.files,
    downloadFolder: `/home/${FOLDER}`,
    acceptFrom: [{ room: ROOM, member: MESSAGE, nick: NICK }],
  },
  lab: { server: undefined, client: { way: 'tcp', address: ADDRESS, path: FILE, bind: '', port: '1', noDelay: true } },
};

let folder: string;
let log: KeptLog;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'partyline-report-'));
  log = openLog(join(folder, FOLDER));
});
afterEach(() => rmSync(folder, { recursive: true }));

async function report(): Promise<string> {
  return reportText({
    at: '2026-11-30T13:00:00.000Z',
    versions: { app: '0.1.0', electron: '45.4.1', chromium: '150', node: '24.21.0', protocol: '1' },
    system: 'linux 6.1 x64',
    settings: SETTINGS,
    rooms: { hosted: 1, joined: 2 },
    network: await describeNetwork(),
    lastCheck: [{ code: 'udp_blocked', severity: 'warning', detail: { address: ADDRESS, room: ROOM } }],
    lines: log.told(),
  });
}

describe('a report for help', () => {
  it('holds no word of a conversation, no name and nobody else’s address, wherever they were', async () => {
    const notes = new ConnectionNotes(log);
    const problem = { code: 'unreachable', text: `${ROOM} at ${ADDRESS}`, detail: { address: ADDRESS } } as const;
    notes.follow([{ key: ROOM, connection: { state: 'waiting', retryAt: 1, attempt: 2, problem } }]);
    notes.follow([]);
    const error = new TypeError(`${MESSAGE}\n    at ${FILE} (${FOLDER}.js:1:1)`);
    log.error(`${NICK} ${error.stack}`, { code: 'defect', error: toldError(error) });
    log.warn(`the folder /home/${FOLDER} can't be used`, { code: 'asked_in_vain', problem: 'folder_unusable' });
    const named = Object.assign(new Error(MESSAGE), { name: `${NICK} said` });
    log.error('x', { code: 'call_failed', error: toldError(named) });
    log.error('x', { code: 'call_failed', error: toldError(`${MESSAGE} thrown`) });
    const text = await report();
    for (const canary of CANARIES) expect(text).not.toContain(canary);
  });

  it('tells what helps: versions, what is set, addresses, findings, links and defects with their place', async () => {
    const notes = new ConnectionNotes(log);
    notes.follow([{ key: 'a', connection: { state: 'online' } }]);
    notes.follow([{ key: 'a', connection: { state: 'closed', problem: { code: 'link_lost', text: '' } } }]);
    log.error('x', { code: 'defect', error: toldError(new RangeError('y')) });
    const text = await report();
    for (const line of [
      'Partyline 0.1.0, protocol 1',
      'rooms open: 1 hosted here, 2 joined',
      'theme: dark',
      'hostPort: 9001',
      'files.downloadFolder: (set)',
      '127.0.0.1/8 loopback',
      'warning: udp_blocked',
      'info connection room 1 online',
      'info connection room 1 closed link_lost',
      'error defect RangeError',
    ])
      expect(text).toContain(line);
    expect(text).toMatch(/ {4}at .*\(report\.test\.ts:\d+:\d+\)/);
  });

  it('notes how a link stands once, and numbers rooms in the order in which they came', () => {
    const notes = new ConnectionNotes(log);
    const online = { state: 'online' } as const;
    notes.follow([{ key: 'a', connection: online }]);
    notes.follow([
      { key: 'a', connection: online },
      { key: 'b', connection: { state: 'connecting' } },
    ]);
    notes.follow([{ key: 'b', connection: online }]);
    notes.follow([
      { key: 'b', connection: online },
      { key: 'a', connection: online },
    ]);
    expect(log.told().map(({ told }) => [told.room, told.state])).toEqual([
      [1, 'online'],
      [2, 'connecting'],
      [2, 'online'],
      [1, 'closed'],
      [3, 'online'],
    ]);
  });
});
