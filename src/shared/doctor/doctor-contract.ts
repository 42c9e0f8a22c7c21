/** The doctor's part of the IPC contract. */
import { z } from 'zod';
import type { Result } from '../error-codes.ts';
import type {
  DoctorEvent,
  NeighbourReport,
  NetworkReport,
  PortReport,
  SubnetComparison,
  TargetReport,
} from './models.ts';

const address = z.string().max(300);

export const doctorSchemas = {
  /** This computer's addresses, as they are now. */
  'doctor:network': z.undefined(),
  /** Looks around for three seconds: who is announced here, and how each was found. */
  'doctor:neighbours': z.undefined(),
  /** Whether two addresses, each with a mask or without, are in one subnet. */
  'doctor:compare': z.strictObject({ one: address, other: address }),
  'doctor:port': z.strictObject({ port: z.number().int().min(1).max(65_535) }),
  /** Checks a target, one at a time: another one ends it. `check` comes back with each {@link DoctorPush}. */
  'doctor:check': z.strictObject({ check: z.number().int(), address }),
  /** Ends the check that is under way, if there is one. */
  'doctor:cancel': z.undefined(),
} as const;

export type DoctorResults = {
  'doctor:network': NetworkReport;
  'doctor:neighbours': NeighbourReport;
  'doctor:compare': Result<SubnetComparison>;
  'doctor:port': PortReport;
  'doctor:check': Result<TargetReport>;
  'doctor:cancel': undefined;
};

/** What happens while a target is checked. */
export type DoctorPush = { readonly kind: 'doctor'; readonly check: number; readonly event: DoctorEvent };
