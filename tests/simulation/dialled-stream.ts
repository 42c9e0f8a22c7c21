import type { End } from './connection.ts';
import type { Dialler } from './dialled-datagram-link.ts';
import type { FlowPair } from './flow.ts';
import { type GuestLink, type LinkEvents, LOST, REFUSED } from './link.ts';
import type { Surroundings } from './surroundings.ts';

/** A guest's end of a TCP connection. */
export class DialledStream implements GuestLink {
  readonly transport = 'tcp';
  readonly #world: Surroundings;
  readonly #end: End;

  constructor({ world, name, rest }: Dialler, opened: () => void, events: LinkEvents) {
    this.#world = world;
    this.#end = world.dial(name, {
      opened: () => rest.awake(opened),
      refused: () => rest.awake(() => events.closed(REFUSED)),
    });
    this.#end.events = {
      received: (chunk) => rest.awake(() => events.received(chunk)),
      drained: () => {},
      closed: () => rest.awake(() => events.closed(LOST)),
    };
  }

  /** What goes over it where it is sealed; undefined until it is open. */
  get flows(): FlowPair | undefined {
    return this.#world.connectionOf(this.#end)?.flows;
  }

  get wasDamaged(): boolean {
    return this.#world.connectionOf(this.#end)?.wasDamaged ?? false;
  }

  send(bytes: Uint8Array): void {
    this.#end.send(bytes);
  }

  sendEphemeral(frames: Uint8Array): void {
    this.#end.send(frames);
  }

  close(): void {
    this.#end.close();
  }

  died(): void {
    this.#world.connectionOf(this.#end)?.died(this.#end);
  }

  stall(duration: number): void {
    const connection = this.#world.connectionOf(this.#end);
    connection?.host.out.hold(true);
    this.#world.clock.after(duration, () => connection?.host.out.hold(false));
  }
}
