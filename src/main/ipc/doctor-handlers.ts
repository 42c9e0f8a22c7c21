import { compareSubnets } from '../../core/network/compare-subnets.ts';
import type { DiscoveryService } from '../../node/discovery/discovery-service.ts';
import { checkPort, checkTarget, describeNetwork, type OwnPort } from '../../node/doctor/doctor.ts';
import { lookAround } from '../../node/doctor/look-around.ts';
import { formatAddress, parseAddress } from '../../shared/address.ts';
import type { DoctorPush, doctorSchemas } from '../../shared/doctor/doctor-contract.ts';
import type { Finding } from '../../shared/doctor/models.ts';
import { success } from '../../shared/error-codes.ts';
import type { Handlers } from './answer.ts';

export interface DoctorParts {
  readonly discovery: DiscoveryService;
  /** Sockets that this Partyline listens on: the room's, the lab's. */
  readonly ownPorts: () => readonly OwnPort[];
  /** The port of a room that is hosted here for others. */
  readonly ownRoom: () => number | undefined;
  /** What the room at an address was called when this computer was there last. */
  readonly roomAt: (address: string) => string | undefined;
  readonly push: (push: DoctorPush) => void;
  /** A check of an address is over. */
  readonly checked: (findings: readonly Finding[]) => void;
}

const NEVER_ENDED = new AbortController().signal;

/** Answers the calls of the network view. */
export function createDoctorHandlers({
  discovery,
  ownPorts,
  ownRoom,
  roomAt,
  push,
  checked,
}: DoctorParts): Pick<Handlers, keyof typeof doctorSchemas> {
  let running: AbortController | undefined;
  return {
    'doctor:network': () => describeNetwork(),
    'doctor:neighbours': async () => ({ findings: await lookAround(discovery, NEVER_ENDED) }),
    'doctor:compare': ({ one, other }) => compareSubnets(one, other),
    'doctor:port': ({ port }) => checkPort(port, ownPorts()),
    'doctor:check': async ({ check, address }) => {
      running?.abort();
      const target = parseAddress(address);
      if (!target.ok) return target;
      const stop = new AbortController();
      running = stop;
      const room = roomAt(formatAddress(target.value));
      const report = await checkTarget(target.value, {
        signal: stop.signal,
        report: (event) => push({ kind: 'doctor', check, event }),
        room,
        own: ownRoom(),
      });
      checked(report.findings);
      return success(report);
    },
    'doctor:cancel': () => {
      running?.abort();
      return undefined;
    },
  };
}
