import fc from 'fast-check';
import { expect, it } from 'vitest';
import { DoorRig } from '../../../../tests/support/rigs/door-rig.ts';
import type { RigPeer } from '../../../../tests/support/rigs/room-rig.ts';
import { MemberList } from '../../session/member-list.ts';
import { RoomDoor } from '../../session/room-door.ts';
import { parseHostMessage } from '../../wire/host-messages.ts';
import { isProtocolError } from '../../wire/protocol-error.ts';

/** What of a room somebody believes who was welcomed to it and read its events. */
class Reader {
  readonly members = new MemberList();
  readonly door = new RoomDoor(() => undefined);
  readonly peer: RigPeer;

  constructor(peer: RigPeer) {
    this.peer = peer;
  }

  read(): void {
    for (const header of this.peer.hears()) {
      const message = parseHostMessage(header);
      if (message === undefined || isProtocolError(message)) throw new Error(`no message: ${JSON.stringify(header)}`);
      if (message.type === 'welcome') {
        this.members.welcome(message.members, message.seq);
        this.door.welcomed(message);
      } else if (message.type === 'event') {
        this.members.apply(message);
        this.door.apply(message);
      } else if (message.type === 'knocks') this.door.knock(message.knocks);
      else if (message.type === 'bans') this.door.ban(message.bans);
    }
  }
}

const person = fc.integer({ min: 1, max: 4 });
const steps = fc.oneof(
  fc.record({ what: fc.constant('comes' as const), person }),
  fc.record({ what: fc.constant('leaves' as const), person }),
  fc.record({ what: fc.constant('restarts' as const) }),
  fc.record({
    what: fc.constant('asks' as const),
    request: fc.oneof(
      fc.record({ do: fc.constantFrom('admit', 'turn_away', 'ban'), knock: fc.integer({ min: 1, max: 6 }) }),
      fc.record({ do: fc.constantFrom('remove', 'ban'), member: fc.constantFrom('m4', 'm5', 'm6', 'm7', 'm8') }),
      fc.record({ do: fc.constant('unban'), ban: fc.integer({ min: 3, max: 12 }) }),
      fc.record({ do: fc.constant('door'), door: fc.constantFrom('open', 'ask', 'locked') }),
      fc.record({
        do: fc.constant('role'),
        member: fc.constantFrom('m2', 'm3', 'm4', 'm5', 'm6'),
        role: fc.constantFrom('moderator', 'member'),
      }),
    ),
  }),
);

const HOST_DEVICE = 'e'.repeat(32);

/** The host's window and a member that is never sent away, both in the room, over links of their own. */
function readersOf(rig: DoorRig): readonly [Reader, Reader] {
  const window = rig.connect({ local: true, device: HOST_DEVICE });
  window.hello({ nick: 'Window' });
  rig.turn();
  return [new Reader(window), new Reader(rig.comes(9))];
}

it('gives everybody who reads the log the same view of members, ranks and the door, whatever is done', () => {
  fc.assert(
    fc.property(fc.array(steps, { maxLength: 40 }), (all) => {
      const rig = new DoorRig({ knocksPerAddressPerMinute: 6_000, knocksAtOnce: 1_000 });
      const links = new Map<number, RigPeer>();
      let readers = readersOf(rig);
      for (const step of all) {
        if (step.what === 'comes') links.set(step.person, rig.comes(step.person));
        else if (step.what === 'leaves') {
          const link = links.get(step.person);
          if (link && !link.isClosed) link.sends({ type: 'bye' });
          rig.turn();
        } else if (step.what === 'restarts') {
          for (const reader of readers) reader.read();
          rig.restart();
          links.clear();
          readers = readersOf(rig);
        } else {
          readers[0].peer.sends({ type: 'manage', id: 'x', ...step.request });
          rig.turn();
        }
        for (const reader of readers) {
          reader.read();
          const seen = reader.members.members.toSorted((a, b) => a.id.localeCompare(b.id));
          expect(seen).toEqual(rig.room.members().toSorted((a, b) => a.id.localeCompare(b.id)));
          expect(reader.door.sight.door).toBe(rig.room.door);
        }
      }
    }),
    { numRuns: 200 },
  );
});
