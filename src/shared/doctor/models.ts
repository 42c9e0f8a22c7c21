/** What the doctor finds out, as the engine, the command line and the window pass it on. */
import type { Transport } from '../models.ts';
import type { FindingCode, Severity } from './finding-codes.ts';

export type AddressFamily = 'IPv4' | 'IPv6';

/**
 * What an address is good for. `private`, `public` and `link-local` belong to an adapter of a network; the others say
 * that the adapter leads somewhere else.
 */
export type NetworkKind = 'private' | 'public' | 'link-local' | 'vpn' | 'virtual-machine' | 'container' | 'loopback';

/** One address of this computer. */
export interface NetworkAddress {
  readonly address: string;
  readonly family: AddressFamily;
  /** The operating system's name of the adapter, such as `eth0`. */
  readonly adapter: string;
  /** Length of the network part, in bits. */
  readonly prefix: number;
  readonly mask: string;
  /** The network's own address: the AND of address and mask. */
  readonly network: string;
  /** What reaches every computer of the network; IPv6 has none, nor has a network of one or two addresses. */
  readonly broadcast: string | undefined;
  /** Undefined where the adapter has none, as loopback. */
  readonly mac: string | undefined;
  readonly kind: NetworkKind;
  /** What the kind was told by. */
  readonly toldBy: 'name' | 'mac' | 'range';
  /** The one that others should use; at most one in the list. */
  readonly recommended: boolean;
}

/** Something that was found, with what to do about it: words follow from `code` and `detail`. */
export interface Finding {
  readonly code: FindingCode;
  readonly severity: Severity;
  /** What the words name, such as an address. */
  readonly detail: Readonly<Record<string, string | number>>;
}

/** An address beside its bits, most significant first: 32 or 128 characters, each `0` or `1`. */
export interface BitRow {
  readonly text: string;
  readonly bits: string;
}

/** Whether two addresses are in one subnet, worked out. */
export interface SubnetComparison {
  readonly family: AddressFamily;
  readonly prefix: number;
  /** True when no prefix was given and the usual one was taken. */
  readonly assumed: boolean;
  readonly mask: BitRow;
  readonly one: { readonly address: BitRow; readonly network: BitRow };
  readonly other: { readonly address: BitRow; readonly network: BitRow };
  readonly same: boolean;
  /** Index of the first bit of the network part that differs; undefined when they are in one subnet. */
  readonly differsAt: number | undefined;
  /** Length of the other's network part, where it was given and is another: then the two may not agree. */
  readonly otherPrefix: number | undefined;
  /** Whether the other one, by its own mask, takes the two to be in one subnet. */
  readonly sameForOther: boolean;
}

/** What becomes of a socket that somebody wants to open on a port of this computer. */
export type PortUse = 'free' | 'ours' | 'taken' | 'forbidden' | 'unsupported';

export interface PortState {
  readonly transport: Transport;
  readonly family: AddressFamily;
  readonly use: PortUse;
}

/** A port of this computer, over TCP and UDP, IPv4 and IPv6. */
export interface PortReport {
  readonly port: number;
  readonly states: readonly PortState[];
  readonly findings: readonly Finding[];
}

/** What a TCP connection to an address came to; `room`: a Partyline room answered, `other`: something else did. */
export type TcpOutcome = 'room' | 'other' | 'silent' | 'refused' | 'timed_out' | 'unreachable' | 'failed';
/** What a datagram to an address came to. */
export type UdpOutcome = 'room' | 'refused' | 'silent' | 'unreachable';

/** How an address lies, seen from this computer. */
export type Relation = 'this_computer' | 'same_subnet' | 'other_subnet' | 'not_a_host' | 'no_route';

/** What happens while a target is checked. */
export type DoctorEvent =
  /** The name stands for these addresses. */
  | { readonly event: 'resolved'; readonly host: string; readonly addresses: readonly string[] }
  /** This computer would send from `from`, an address of `adapter`; both are empty where it knows no way. */
  | {
      readonly event: 'route';
      readonly address: string;
      readonly relation: Relation;
      readonly from: string;
      readonly adapter: string;
    }
  | { readonly event: 'probing'; readonly address: string; readonly transport: Transport }
  | {
      readonly event: 'probed';
      readonly address: string;
      readonly transport: Transport;
      readonly outcome: TcpOutcome | UdpOutcome;
      /** Milliseconds until the answer, or until it was given up. */
      readonly ms: number;
    };

export interface TargetReport {
  /** As the check was asked for, `host:port`. */
  readonly target: string;
  /** True when a room answered, over whichever transport. */
  readonly ok: boolean;
  readonly findings: readonly Finding[];
}

/** Who is announced around this computer, and whether what is meant for everybody gets through. */
export interface NeighbourReport {
  readonly findings: readonly Finding[];
}

export interface NetworkReport {
  /** Those first that others most likely reach. */
  readonly addresses: readonly NetworkAddress[];
  readonly findings: readonly Finding[];
}
