import { rmSync } from 'node:fs';
import { Defects } from '../core/defects.ts';
import { cleanText } from '../core/room/check-text.ts';
import { DiscoveryService } from '../node/discovery/discovery-service.ts';
import { RoomHost } from '../node/hosting/room-host.ts';
import { reachableAddresses } from '../node/net/local-addresses.ts';
import { dataFolder, openDataFolder, openTemporaryFolder } from '../node/party/data-folder.ts';
import { formatAddress } from '../shared/address.ts';
import { fourWords } from '../shared/code-words/code-words.ts';
import type { DistinctNames } from '../shared/distinct-names.ts';
import type { Door } from '../shared/doors/door-models.ts';
import type { Result } from '../shared/error-codes.ts';
import { inviteLink } from '../shared/invite/invite.ts';
import type { RoomLimits } from '../shared/limits.ts';
import type { RoomEvent } from '../shared/models.ts';
import { cleanNick, NICK_RULES } from '../shared/nickname.ts';
import { type EncryptFlags, restOf } from './disk-encryption.ts';
import { DoorCommands } from './door/door-commands.ts';
import { setWord, wantedDoor } from './door/hosted-word.ts';
import { KnockLines } from './door/knock-lines.ts';
import type { WordFlags } from './door/word-source.ts';
import { EngineThrift } from './engine-thrift.ts';
import { LocalSpeaker } from './local-speaker.ts';
import {
  eventLine,
  failWith,
  isOutputFull,
  note,
  printJson,
  safeJsonLines,
  whenOutputIsTaken,
  writeOutput,
} from './output.ts';
import { ownIdentity } from './own-keys.ts';
import { isMsg } from './private-talk.ts';
import { qrLines } from './qr-lines.ts';
import { type RecordFlags, recordingFile } from './recording-file.ts';
import { chooseNick, chooseRoomName, readLines, untilAskedToStop, WAITING_MOST } from './terminal.ts';
import { MarkedNames, TerminalPeople } from './terminal-people.ts';

interface HostFlags extends RecordFlags, EncryptFlags, WordFlags {
  readonly port: number;
  readonly bind: string;
  readonly name?: string;
  readonly nick?: string;
  readonly backlog: number;
  readonly durable?: boolean;
  readonly limit: Partial<RoomLimits>;
  readonly limits?: Partial<RoomLimits>;
  /** False for `--no-plain`. */
  readonly plain: boolean;
  /** False for `--no-discovery`. */
  readonly discovery: boolean;
  readonly nameless?: boolean;
  readonly qr?: boolean;
  readonly door?: Door;
  readonly json?: boolean;
}

/** `partyline host`: a room in a terminal, until a signal ends it. */
export async function runHost(flags: HostFlags): Promise<void> {
  const thrift = new EngineThrift();
  // From here on a signal ends the program in order, whatever it is at.
  const asked = untilAskedToStop();
  const folder = flags.data === undefined ? openTemporaryFolder() : openDataFolder(flags.data);
  if (!folder.ok) return failWith(folder.problem);
  try {
    await hostIn(folder.value, flags, { asked, thrift });
  } finally {
    if (flags.data === undefined) rmSync(folder.value, { recursive: true, force: true });
  }
}

/** What a host is run with. */
interface Running {
  /** Settles when a signal asks for the end. */
  readonly asked: Promise<void>;
  readonly thrift: EngineThrift;
}

async function hostIn(folder: string, flags: HostFlags, { asked, thrift }: Running): Promise<void> {
  const nick = cleanNick(chooseNick(flags.nick));
  if (nick === undefined) return failWith({ code: 'bad_nick', text: NICK_RULES });
  const name = chooseRoomName(flags.name);
  const rest = await restOf(flags);
  if (!rest.ok) return failWith(rest.problem);
  const identity = ownIdentity(flags.data);
  if (!identity.ok) return failWith(identity.problem);
  const recording = recordingFile(flags);
  if (!recording.ok) return failWith(recording.problem);
  const defects = new Defects((words) =>
    note(`partyline: a defect, which the room survived; please report it: ${words}`),
  );
  const door = await wantedDoor(flags);
  if (!door.ok) return failWith(door.problem);
  const discovery = flags.discovery ? new DiscoveryService({ defects }) : undefined;
  const opened: Result<RoomHost> = await RoomHost.open({
    name,
    nick,
    identity: identity.value,
    announcer: discovery,
    isNamed: () => flags.nameless !== true,
    port: flags.port,
    bind: flags.bind,
    path: dataFolder.hostedRoom(folder, name),
    rest: rest.value,
    backlog: flags.backlog,
    durable: flags.durable === true,
    limits: { ...flags.limits, ...flags.limit },
    plain: flags.plain,
    door: door.value,
    recorder: recording.value.recorder,
    moved: () => {
      if (flags.json !== true && opened.ok)
        sayWhere(opened.value, 'This computer has other addresses now. Others join with:');
    },
    filesTravel: () => thrift.end(),
    notice: ({ text }) => note(text),
    defects,
  });
  if (!opened.ok) return failWith(opened.problem);
  const host = opened.value;
  announce(host, flags.json === true);
  if (flags.qr === true) showCode(host);
  const people = flags.json ? undefined : TerminalPeople.open(flags.data, identity.value, rest.value);
  const names = flags.json ? undefined : new MarkedNames(people);
  // Who is met is read from lines for people alone: one for scripts is passed on as it came.
  const seen = (event: RoomEvent) => people?.saw(host.info, event);
  const knocks = new KnockLines(flags.json === true);
  const speaker = new LocalSpeaker(host, nick, host.terminalDevice, {
    events: (lines) => {
      thrift.see(lines);
      return print(lines, names && { names, seen }, speaker);
    },
    frame: ({ type, text }) => {
      if (type === 'refused' || type === 'error') note(String(text));
      else if (type === 'knocks') knocks.tell(speaker.door.sight.knocks);
    },
    said: () => input.hold(speaker.waiting >= WAITING_MOST),
  });
  const commands = new DoorCommands({
    members: () => host.members(),
    sight: () => speaker.door.sight,
    manage: (asked) => speaker.door.manage(asked),
    setWord: () => setWord(host, flags, input),
  });
  const input = readLines({
    line: (line) => {
      if (isMsg(line))
        return note(
          'not said: who hosts in a terminal has no private messages; join with the app, or with partyline join',
        );
      if (commands.obey(line)) return;
      const text = cleanText(line);
      if (text.trim() === '') return;
      speaker.say(text);
      input.hold(speaker.waiting >= WAITING_MOST);
    },
    end: () => {},
  });
  await asked;
  speaker.stop();
  await host.close();
  people?.close();
  await discovery?.close();
  await recording.value.finish();
  process.stdin.destroy();
}

function announce(host: RoomHost, json: boolean): void {
  const { address, port } = host.listening;
  if (json) {
    const { fingerprint: key } = host.security;
    printJson({ event: 'listening', tcp: { address, port }, udp: { address, port }, room: host.info, key });
    return;
  }
  sayWhere(host, `"${host.info.name}" is open. Others join with:`);
  note(`  partyline join "${fourWords(host.security.fingerprint).join(' ')}"`);
  note('Type to talk, /help for what a host can do, Ctrl+C to close the room.');
}

/** Shows the link to where others most likely reach the room, to be scanned. */
function showCode({ listening: { address, port }, security }: RoomHost): void {
  const [best = address] = reachableAddresses(address);
  const link = inviteLink({ host: best, port }, security.fingerprint);
  for (const line of qrLines(link)) process.stderr.write(`${line}\n`);
  note(link);
}

/** Says at which addresses the room is reached. */
function sayWhere({ listening: { address, port } }: RoomHost, words: string): void {
  note(words);
  for (const reachable of reachableAddresses(address)) {
    note(`  partyline join ${formatAddress({ host: reachable, port })}`);
  }
}

/**
 * Prints what one turn brought as one write, and takes no more while nobody reads the output.
 * @param reader how it is told to people; undefined for JSON
 * @returns true while the bytes wait to be written
 */
function print(lines: Buffer, reader: Reader | undefined, speaker: LocalSpeaker): boolean {
  const output = reader ? forPeople(lines, reader) : safeJsonLines(lines);
  const waits = writeOutput(output);
  if (!isOutputFull()) return waits;
  speaker.hold(true);
  whenOutputIsTaken(() => speaker.hold(false));
  return true;
}

/** Whoever reads lines, and sees who comes. */
interface Reader {
  readonly names: DistinctNames;
  readonly seen: (event: RoomEvent) => void;
}

function forPeople(lines: Buffer, { names, seen }: Reader): string {
  return lines
    .toString()
    .trimEnd()
    .split('\n')
    .map((line) => {
      const event = JSON.parse(line) as RoomEvent;
      seen(event);
      return eventLine(event, names);
    })
    .map((line) => (line === undefined ? '' : `${line}\n`))
    .join('');
}
