import type { DoctorEvent, Relation, TcpOutcome, UdpOutcome } from '../../../shared/doctor/models.ts';
import type { Transport } from '../../../shared/models.ts';

/** How far a probe is: undefined before it began. */
export type ProbeStep =
  | { readonly state: 'running' }
  | { readonly state: 'done'; readonly outcome: TcpOutcome | UdpOutcome; readonly ms: number };

/** One address of a target that is being checked. */
export interface AddressStep {
  readonly address: string;
  readonly relation: Relation | undefined;
  readonly probes: Readonly<Partial<Record<Transport, ProbeStep>>>;
}

/** What the doctor did so far, by address, in the order in which they came. */
export function withEvent(steps: readonly AddressStep[], event: DoctorEvent): readonly AddressStep[] {
  switch (event.event) {
    case 'resolved':
      return event.addresses.map((address) => ({ address, relation: undefined, probes: {} }));
    case 'route':
      return changed(steps, event.address, (step) => ({ ...step, relation: event.relation }));
    case 'probing':
      return withProbe(steps, event, { state: 'running' });
    case 'probed':
      return withProbe(steps, event, { state: 'done', outcome: event.outcome, ms: event.ms });
  }
}

function withProbe(
  steps: readonly AddressStep[],
  { address, transport }: { readonly address: string; readonly transport: Transport },
  probe: ProbeStep,
): readonly AddressStep[] {
  return changed(steps, address, (step) => ({ ...step, probes: { ...step.probes, [transport]: probe } }));
}

/** An address that was typed as such is not resolved, and begins with its route. */
function changed(
  steps: readonly AddressStep[],
  address: string,
  change: (step: AddressStep) => AddressStep,
): readonly AddressStep[] {
  if (!steps.some((step) => step.address === address)) {
    return [...steps, change({ address, relation: undefined, probes: {} })];
  }
  return steps.map((step) => (step.address === address ? change(step) : step));
}
