import { BEACON_CHANGED_MS } from '../../../src/core/discovery/discovery-times.ts';
import { DISCOVERY_LIMITS } from '../../../src/shared/discovery/discovery-limits.ts';
import type { FoundRoom } from '../../../src/shared/discovery/found-room.ts';
import { Violation } from '../ledger.ts';
import { endpoint, type LanWorld, type Life } from './lan-world.ts';
import type { Seeker } from './seeker.ts';

/** How soon things must be true, in milliseconds. */
export interface Promises {
  /** A room that is here is in the list. */
  readonly foundMs: number;
  /** A room that said that it ends is not. */
  readonly endedMs: number;
  /** A room that said nothing is not. */
  readonly crashedMs: number;
}

/** While beacons are forged in its name, a room that is gone may stay for as long, as it takes to miss its answers. */
const FORGED_MS = 130_000;
/** Another name of a room is on its way. */
const RENAMED_MS = 40_000;
const SHOWN_MOST = DISCOVERY_LIMITS.spots;

/** Whether every list is what is true by now, on the way there. @throws Violation when it is not */
export function checkLists(world: LanWorld, promises: Promises): void {
  for (const seeker of world.seekers) {
    for (const life of world.lives) checkLife(world, seeker, life, promises);
    for (const room of seeker.followed.values()) checkSaid(world, room);
    if (seeker.followed.size > SHOWN_MOST) throw new Violation(`${seeker.followed.size} rooms are shown`);
    checkFlapping(world, seeker, promises);
  }
}

/** Long after the last lie nothing of it is left. @throws Violation */
export function checkTruth(world: LanWorld): void {
  for (const seeker of world.seekers) {
    for (const room of seeker.followed.values()) {
      if (!world.lives.some((life) => life.end === undefined && isOf(room, life))) {
        throw new Violation(`${room.name} is shown, and there is no such room`);
      }
    }
  }
}

function isOf({ id, name }: FoundRoom, { room }: Life): boolean {
  return id === room.advert.id && name === room.advert.name;
}

function checkLife(world: LanWorld, seeker: Seeker, life: Life, { foundMs, endedMs, crashedMs }: Promises): void {
  const { now } = world.clock;
  const shown = [...seeker.followed.values()].filter((room) => isOf(room, life));
  const { name } = life.room.advert;
  if (life.end) {
    const lied = Math.max(...[...life.everAt].map((at) => world.lies.get(at) ?? Number.NEGATIVE_INFINITY));
    const isForged = lied > life.end.at - 1_000 && now - lied < FORGED_MS;
    const patience = life.end.told ? endedMs : crashedMs;
    if (shown.length > 0 && now - life.end.at > patience && !isForged) {
      throw new Violation(`${name} is shown ${now - life.end.at} ms after its end`);
    }
    return;
  }
  if (now - Math.max(life.since, life.movedAt, life.changedAt + BEACON_CHANGED_MS, seeker.since) < foundMs) return;
  if (shown.length !== 1) throw new Violation(`${name} is shown ${shown.length} times`);
  const [room] = shown as [FoundRoom];
  const strange = room.at.find((at) => !life.everAt.has(endpoint(at)));
  if (strange) throw new Violation(`${name} is shown at ${strange.address}, where it never was`);
  const [best] = room.at;
  const isHere = life.room.at.some((at) => best && endpoint(at) === endpoint(best));
  if (!isHere && now - life.movedAt > Math.max(6_000, foundMs)) {
    throw new Violation(`${name} is to be joined at ${best?.address}, where it is not any more`);
  }
}

/** Whatever is shown was said from where it is shown. */
function checkSaid({ said }: LanWorld, { id, name, at }: FoundRoom): void {
  if (at.some((one) => said.get(endpoint(one))?.has(`${id} ${name}`))) return;
  throw new Violation(`${name} is shown, which no packet ever said from there`);
}

function checkFlapping({ lives }: LanWorld, { gone }: Seeker, { foundMs }: Promises): void {
  for (const { at, id, name } of gone.splice(0)) {
    const life = lives.find(({ room }) => room.advert.id === id && room.advert.name === name);
    if (!life || (life.end && life.end.at <= at) || at - life.changedAt < RENAMED_MS) continue;
    // Where every first beacon from its new address may get lost, it is known there only with the next.
    if (at - life.movedAt < foundMs) continue;
    throw new Violation(`${name} went out of the list while it was there`);
  }
}
