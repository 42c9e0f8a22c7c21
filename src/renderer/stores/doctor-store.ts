import { createStore } from 'zustand/vanilla';
import type { DoctorPush } from '../../shared/doctor/doctor-contract.ts';
import type {
  NeighbourReport,
  NetworkReport,
  PortReport,
  SubnetComparison,
  TargetReport,
} from '../../shared/doctor/models.ts';
import type { Problem } from '../../shared/error-codes.ts';
import { attempt, invoke } from '../bridge.ts';
import { type AddressStep, withEvent } from './doctor/steps.ts';
import { showView } from './view-store.ts';

/** A target that is checked, or was. */
export interface Check {
  readonly id: number;
  readonly target: string;
  readonly steps: readonly AddressStep[];
  readonly state: 'running' | 'done' | 'cancelled';
  readonly report: TargetReport | undefined;
  readonly problem: Problem | undefined;
}

export interface DoctorStore {
  readonly network: NetworkReport | undefined;
  readonly neighbours: NeighbourReport | undefined;
  readonly isLookingAround: boolean;
  /** What is typed as the target. */
  readonly target: string;
  readonly check: Check | undefined;
  /** The two addresses that are compared, as typed. */
  readonly one: string;
  readonly other: string;
  readonly comparison: SubnetComparison | undefined;
  readonly compareProblem: Problem | undefined;
  readonly port: PortReport | undefined;
  readonly portBusy: boolean;
}

export const doctorStore = createStore<DoctorStore>(() => ({
  network: undefined,
  neighbours: undefined,
  isLookingAround: false,
  target: '',
  check: undefined,
  one: '',
  other: '',
  comparison: undefined,
  compareProblem: undefined,
  port: undefined,
  portBusy: false,
}));

/** Looks at this computer's addresses again; the first time the best one is what others are compared with. */
export async function lookAtNetwork(): Promise<void> {
  const network = await invoke('doctor:network', undefined).catch(() => undefined);
  if (!network) return;
  const own = network.addresses.find(({ recommended }) => recommended) ?? network.addresses[0];
  doctorStore.setState(({ one }) => ({
    network,
    one: one === '' && own ? `${own.address}/${own.prefix}` : one,
  }));
}

/** Looks who is here, unless that is under way; what was found before stays until then. */
export async function lookAround(): Promise<void> {
  if (doctorStore.getState().isLookingAround) return;
  doctorStore.setState({ isLookingAround: true });
  const neighbours = await invoke('doctor:neighbours', undefined).catch(() => undefined);
  doctorStore.setState({ isLookingAround: false, ...(neighbours && { neighbours }) });
}

export function writeTarget(target: string): void {
  doctorStore.setState({ target });
}

let checks = 0;

/** Checks whether a room can be reached; one that is under way ends. */
export async function startCheck(target: string): Promise<void> {
  checks += 1;
  const id = checks;
  doctorStore.setState({
    target,
    check: { id, target, steps: [], state: 'running', report: undefined, problem: undefined },
  });
  const result = await attempt('doctor:check', { check: id, address: target });
  changeCheck(id, (check) =>
    check.state === 'running'
      ? {
          ...check,
          state: 'done',
          report: result.ok ? result.value : undefined,
          problem: result.ok ? undefined : result.problem,
        }
      : check,
  );
}

export async function cancelCheck(): Promise<void> {
  doctorStore.setState(({ check }) => ({ check: check && { ...check, state: 'cancelled' } }));
  await invoke('doctor:cancel', undefined);
}

/** From elsewhere in the window: shows the view and checks at once. */
export function checkConnection(address: string): void {
  showView('doctor');
  void startCheck(address);
}

/** The check goes on; the last of it may come behind the result. */
export function doctorReported({ check: id, event }: DoctorPush): void {
  changeCheck(id, (check) =>
    check.state === 'cancelled' ? check : { ...check, steps: withEvent(check.steps, event) },
  );
}

/** What comes of an older check is nobody's business any more. */
function changeCheck(id: number, change: (check: Check) => Check): void {
  doctorStore.setState(({ check }) => ({ check: check?.id === id ? change(check) : check }));
}

/** Compares what is typed as soon as both are. */
export async function writeCompared(typed: { readonly one?: string; readonly other?: string }): Promise<void> {
  doctorStore.setState(typed);
  const { one, other } = doctorStore.getState();
  if (one.trim() === '' || other.trim() === '') {
    return doctorStore.setState({ comparison: undefined, compareProblem: undefined });
  }
  const result = await attempt('doctor:compare', { one, other });
  const now = doctorStore.getState();
  if (now.one !== one || now.other !== other) return;
  doctorStore.setState(
    result.ok
      ? { comparison: result.value, compareProblem: undefined }
      : { comparison: undefined, compareProblem: result.problem },
  );
}

export async function checkPort(port: number): Promise<void> {
  doctorStore.setState({ portBusy: true });
  const report = await invoke('doctor:port', { port }).catch(() => undefined);
  doctorStore.setState({ port: report, portBusy: false });
}
