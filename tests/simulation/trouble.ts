import type { DatagramFault, Way } from './datagram-scenario.ts';
import type { Fault } from './scenario.ts';
import type { World } from './world.ts';

/** What each fault does when it strikes. */
const FAULTS: Readonly<Record<Fault, (world: World) => void>> = {
  cut: (world) => {
    const open = world.openConnections();
    if (open.length > 0) world.random.pick(open).cut();
  },
  silence: (world) => {
    const oneWay = world.random.chance(0.3);
    const share = world.random.next();
    for (const connection of world.openConnections()) if (world.random.chance(share)) connection.silence(oneWay);
    if (world.random.chance(0.5)) return;
    world.isUnreachable = true;
    world.clock.after(world.random.skewed(100, 15_000), () => {
      world.isUnreachable = false;
    });
  },
  hostCrash: (world) => {
    if (!world.host.isUp) return;
    world.host.crash(world.random.chance(0.2));
    world.clock.after(world.random.skewed(10, 10_000), () => world.startHost());
  },
  hostStop: (world) => {
    if (!world.host.isUp) return;
    world.host.stop();
    world.clock.after(world.random.skewed(10, 10_000), () => world.startHost());
  },
  hostSleep: (world) => world.host.sleep(world.random.skewed(100, 60_000)),
  diskFull: (world) => {
    world.trace(() => "the host's disk is full");
    world.host.store.isFull = true;
    world.clock.after(world.random.skewed(10, 5_000), () => {
      world.trace(() => "the host's disk has room again");
      world.host.store.isFull = false;
    });
  },
  guestCrash: (world) => world.random.pick(world.people).crash(),
  guestSleep: (world) => world.random.pick(world.people).process?.sleep(world.random.skewed(100, 60_000)),
  guestStall: (world) => world.random.pick(world.people).process?.stall(world.random.skewed(100, 30_000)),
};

/** The same for those of datagrams and of the choice of transport, which have a source of chance of their own. */
const DATAGRAM_FAULTS: Readonly<Record<DatagramFault, (world: World) => void>> = {
  toggle: ({ network: { random }, people, clock }) => {
    const person = random.pick(people);
    person.toggle();
    // Perhaps once more, in the middle of it or soon after.
    for (let delay = 1; random.chance(0.4); delay += random.skewed(1, 2_000)) clock.after(delay, () => person.toggle());
  },
  partition: ({ network, people }) => {
    const { random } = network;
    const guest = random.chance(0.3) ? undefined : random.pick(people).name;
    network.cut(guest, random.pick<Way>(['up', 'down', 'both']), random.skewed(50, 15_000));
  },
  blackout: ({ network }) => network.cut(undefined, 'both', network.random.skewed(5_000, 40_000)),
  rebind: ({ network: { random }, people }) => random.pick(people).process?.changeAddress(false),
  roam: ({ network: { random }, people }) => random.pick(people).process?.changeAddress(true),
  storm: ({ network }) => network.storms(network.random.skewed(200, 10_000)),
};

/** Plans what goes wrong with datagrams. */
function planDatagrams(world: World): void {
  const { scenario, network, clock } = world;
  const { faults, attacks } = scenario.datagrams;
  for (const [name, strike] of Object.entries(DATAGRAM_FAULTS)) {
    for (let count = faults[name as DatagramFault]; count > 0; count -= 1) {
      clock.after(network.random.int(0, scenario.troubleMs), () => {
        world.trace(() => `fault: ${name}`);
        strike(world);
      });
    }
  }
  for (let count = attacks; count > 0; count -= 1) {
    clock.after(network.random.int(0, scenario.troubleMs), () => network.attacker.strike());
  }
}

/** Milliseconds until the next look at what travels, where nothing does. */
const NOTHING_TRAVELS_MS = 20;

/** Plans where bytes of sealed streams are changed: nothing but the seal would notice that. */
function planChanges(world: World): void {
  const { scenario, clock } = world;
  const change = () => {
    const open = world.openConnections();
    if (!world.inTrouble) return;
    if (open.length > 0 && world.changing.pick(open).damage(world.changing)) {
      world.trace(() => 'a byte of a stream is changed');
    } else clock.after(NOTHING_TRAVELS_MS, change);
  };
  for (let count = world.sealing ? scenario.changes : 0; count > 0; count -= 1) {
    clock.after(world.changing.int(0, scenario.troubleMs), change);
  }
}

/** Plans what happens at the door. */
function planDoors(world: World): void {
  const { doorkeeper, audit, minding, clock, scenario, host, people } = world;
  if (!doorkeeper || !audit) return;
  const actAgain = () => {
    if (!world.inTrouble) return;
    if (!host.rest.isAsleep) {
      if (doorkeeper.isOut && host.isUp) host.openOwn();
      doorkeeper.act();
    }
    for (const person of people) person.mindDoor(minding, audit);
    if (host.room?.isPending === false) audit.check(host.room.members());
    clock.after(minding.skewed(1, scenario.pauseMs), actAgain);
  };
  clock.after(minding.int(500, 3_000), actAgain);
}

/** Plans everything that goes wrong, and everything that people do, for the time of trouble. */
export function planTrouble(world: World): void {
  const { scenario, random, clock } = world;
  for (const [name, strike] of Object.entries(FAULTS)) {
    for (let count = scenario.faults[name as Fault]; count > 0; count -= 1) {
      clock.after(random.int(0, scenario.troubleMs), () => {
        world.trace(() => `fault: ${name}`);
        strike(world);
      });
    }
  }
  if (scenario.transport !== 'tcp') planDatagrams(world);
  planChanges(world);
  planDoors(world);
  for (const person of world.people) {
    clock.after(random.int(0, 2_000), () => person.start());
    const actAgain = () => {
      if (!world.inTrouble) return;
      person.act();
      clock.after(random.skewed(1, 2 * scenario.pauseMs), actAgain);
    };
    clock.after(random.int(0, 3_000), actAgain);
  }
}
