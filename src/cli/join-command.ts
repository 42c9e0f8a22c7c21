import { Defects } from '../core/defects.ts';
import { meantRoom } from '../node/joining/meant-room.ts';
import { RoomGuest } from '../node/joining/room-guest.ts';
import { dialRoom } from '../node/net/dial.ts';
import { dataFolder, openDataFolder } from '../node/party/data-folder.ts';
import { HOST_IN_CLEAR } from '../node/secure/guest-sealing.ts';
import { JoinedRooms } from '../node/store/joined-rooms.ts';
import type { Rest } from '../node/store/rest/rest.ts';
import { SettingsStore } from '../node/store/settings-store.ts';
import { wallNow } from '../node/time/clocks.ts';
import { formatAddress } from '../shared/address.ts';
import type { Problem } from '../shared/error-codes.ts';
import type { Invite } from '../shared/invite/invite.ts';
import type { Connection } from '../shared/models.ts';
import { cleanNick, NICK_RULES } from '../shared/nickname.ts';
import type { MemberChanges } from '../shared/places/place-models.ts';
import { type EncryptFlags, restOf } from './disk-encryption.ts';
import { AtDoor } from './door/at-door.ts';
import { DoorCommands } from './door/door-commands.ts';
import { KnockLines } from './door/knock-lines.ts';
import { givenWord, type WordFlags } from './door/word-source.ts';
import { findRoom } from './named-room.ts';
import { failWith, note, printJson } from './output.ts';
import { ownIdentity } from './own-keys.ts';
import { PrivateTalk } from './private-talk.ts';
import { type RecordFlags, recordingFile } from './recording-file.ts';
import { chooseNick, type Input, readLines, untilAskedToStop, WAITING_MOST } from './terminal.ts';
import { MarkedNames, TerminalPeople } from './terminal-people.ts';
import { TransportMover } from './transport-mover.ts';

interface JoinFlags extends RecordFlags, EncryptFlags, WordFlags {
  /** False for `--no-discovery`. */
  readonly discovery: boolean;
  readonly nick?: string;
  readonly udp?: boolean;
  /** False for `--no-plain`. */
  readonly plain: boolean;
  readonly json?: boolean;
}

/** `partyline join`: a member in a terminal, until a signal or the end of a keyboard's input. */
export async function runJoin(input: string, flags: JoinFlags): Promise<void> {
  const parsed = await findRoom(input, flags.discovery);
  if (!parsed.ok) return failWith(parsed.problem);
  const nick = cleanNick(chooseNick(flags.nick));
  if (nick === undefined) return failWith({ code: 'bad_nick', text: NICK_RULES });
  const folder = flags.data === undefined ? undefined : openDataFolder(flags.data);
  if (folder && !folder.ok) return failWith(folder.problem);
  const rest = await restOf(flags);
  if (!rest.ok) return failWith(rest.problem);
  const settings =
    flags.data === undefined ? undefined : SettingsStore.open(dataFolder.settings(flags.data), rest.value);
  if (settings && !settings.ok) return failWith(settings.problem);
  try {
    await stayIn(parsed.value, nick, flags, { settings: settings?.value, rest: rest.value });
  } finally {
    settings?.value.close();
  }
}

/** What is kept in a data folder, where there is one. */
interface Kept {
  readonly settings: SettingsStore | undefined;
  readonly rest: Rest | undefined;
}

async function stayIn(
  { address, fingerprint, roomId }: Invite,
  nick: string,
  flags: JoinFlags,
  { settings, rest }: Kept,
): Promise<void> {
  const json = flags.json === true;
  const written = formatAddress(address);
  const rooms = new JoinedRooms({
    folder: flags.data === undefined ? undefined : dataFolder.joinedRooms(flags.data),
    formerDevice: settings?.formerDevice,
    rest,
    problem: ({ text }) => note(text),
  });
  const expected = rooms.expected(roomId ?? settings?.roomAt(written));
  if (!expected.ok) return failWith(expected.problem);
  const identity = ownIdentity(flags.data);
  if (!identity.ok) return failWith(identity.problem);
  const meant = meantRoom({
    identity: identity.value,
    expected: expected.value,
    known: (roomId) => rooms.known(roomId),
    invited: fingerprint,
    inClear: flags.plain ? undefined : HOST_IN_CLEAR,
  });
  const recording = recordingFile(flags);
  if (!recording.ok) return failWith(recording.problem);
  const word = givenWord(flags);
  if (!word.ok) return failWith(word.problem);
  const ended = Promise.withResolvers<void>();
  const defects = new Defects((words) => note(`partyline: a defect; please report it: ${words}`));
  // From here on a signal takes leave, also while the link is being opened.
  void untilAskedToStop().then(() => {
    guest.leave();
    ended.resolve();
  });
  let input: Input | undefined;
  const people = TerminalPeople.open(flags.data, identity.value, rest);
  const names = new MarkedNames(people);
  /** Why there is no way through the door. */
  let shut: Problem | undefined;
  const knocks = new KnockLines(json);
  const atDoor = new AtDoor({
    ...{ doorstep: () => guest.doorstep, word: word.value, isJson: json },
    giveUp: (problem) => {
      shut = problem;
      guest.leave();
      ended.resolve();
    },
  });
  const guest: RoomGuest = new RoomGuest({
    nick,
    dial: dialRoom(address, recording.value.recorder, meant.sealing),
    identity: identity.value,
    trust: meant.trust,
    transport: flags.udp ? 'udp' : 'tcp',
    rooms,
    expected: expected.value,
    listener: {
      changed: connectionReporter(
        () => guest.connection,
        { joined: () => greet(guest, nick, json), closed: () => ended.resolve(), door: atDoor },
        json,
        (members) => {
          knocks.tell(guest.door.sight.knocks);
          if (guest.room && members?.all) people?.met(guest.room, members.all);
        },
      ),
      received: (events) => {
        for (const event of events) people?.saw(guest.room, event);
        talk.print(events);
      },
      outboxChanged: () => {
        reportRefused(guest);
        input?.hold(guest.outboxSize >= WAITING_MOST);
      },
      told: ({ text }) => note(text),
      defect: (error) => defects.met(error),
    },
  });
  const talk = new PrivateTalk({ identity: identity.value, guest, isJson: json, names });
  const joined = await guest.join();
  if (!joined.ok) {
    guest.leave();
    people?.close();
    return failWith(shut ?? joined.problem);
  }
  const { room } = guest;
  if (room) settings?.rememberRoom(written, room, guest.transport, wallNow());
  const mover = new TransportMover(guest, json);
  const commands = new DoorCommands({
    members: () => guest.members,
    sight: () => guest.door.sight,
    manage: (asked) => guest.door.manage(asked),
  });
  input = readLines({
    line: (line) => {
      if (line === '/tcp') mover.moveTo('tcp');
      else if (line === '/udp') mover.moveTo('udp');
      else if (!talk.obey(line) && !commands.obey(line)) speak(guest, line);
    },
    end: (typed) => {
      if (typed) ended.resolve();
    },
  });
  await ended.promise;
  if (shut) failWith(shut);
  await talk.printed;
  guest.leave();
  people?.close();
  await recording.value.finish();
  process.stdin.destroy();
}

function greet({ room, transport, security }: RoomGuest, nick: string, json: boolean): void {
  const isSealed = security !== undefined;
  if (!isSealed)
    note('The host does not encrypt: everybody on the network can read along. With --no-plain it is not joined.');
  if (json) printJson({ event: 'joined', room, transport, ...(!isSealed && { sealed: false }) });
  else note(`You are in "${room?.name}" as ${nick}. Type to talk, Ctrl+C to leave.`);
}

function speak(guest: RoomGuest, line: string): void {
  if (line.trim() === '') return;
  const said = guest.say(line);
  if (!said.ok) note(said.problem.text);
}

/** Who hears of a connection. */
interface Reports {
  readonly joined: () => void;
  readonly closed: () => void;
  readonly door: AtDoor;
}

/** Tells of the first welcome, before the first event, then of lost and found links, each change once. */
function connectionReporter(
  connection: () => Connection,
  { joined, closed, door }: Reports,
  json: boolean,
  changed: (members: MemberChanges | undefined) => void,
): (members?: MemberChanges) => void {
  let told: Connection['state'] = 'connecting';
  return (members) => {
    const now = connection();
    changed(members);
    if (now.state === 'knocking') return door.stands(now.wait);
    door.left();
    if (now.state === told) return;
    const first = told === 'connecting';
    told = now.state;
    if (first) {
      if (now.state === 'online') joined();
      return;
    }
    if (now.state === 'closed' && !now.problem) return;
    if (json) printJson({ event: 'connection', state: now.state });
    if (now.state === 'closed' && now.problem) {
      failWith(now.problem);
      closed();
    }
    if (now.state === 'waiting') note(`${now.problem.text}; trying again`);
    if (now.state === 'online') note('connected again');
  };
}

function reportRefused(guest: RoomGuest): void {
  for (const { id, problem } of guest.refused) {
    note(`not said: ${problem?.text ?? ''}`);
    guest.discard(id);
  }
}
