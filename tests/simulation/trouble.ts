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
