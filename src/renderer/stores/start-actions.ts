import type { Transport } from '../../shared/models.ts';
import type { KnownRoom } from '../../shared/places/place-models.ts';
import { attempt } from '../bridge.ts';
import { rememberedTransport } from './app-store.ts';
import { newPlaceKey } from './places/new-key.ts';
import { enterPlace, leavePlace } from './places/place-actions.ts';
import { showPlace } from './places/show-place.ts';
import { updateSettings } from './settings-actions.ts';
import { type StartBusy, startStore } from './start-store.ts';

export interface HostForm {
  readonly name: string;
  readonly port: number;
  /** Empty for all addresses. */
  readonly bind: string;
  /** Lets scripts and netcat in. */
  readonly plain: boolean;
  /** Each message waits until the disk has it. */
  readonly durable: boolean;
}

/** Marks the start screen busy; false when it already is. */
function begin(busy: StartBusy): boolean {
  if (startStore.getState().busy) return false;
  startStore.setState({ busy, hostProblem: undefined, joinProblem: undefined });
  return true;
}

function entered(): void {
  startStore.setState({ busy: undefined, joinAddress: '', joinTransport: undefined, fromLink: false });
}

/** @param typedName what to suggest next time; empty keeps the suggestion made from the nickname */
export async function hostRoom(form: HostForm, typedName: string): Promise<void> {
  const busy: StartBusy = { what: 'host', key: newPlaceKey() };
  if (!begin(busy)) return;
  const result = await attempt('room:host', { ...form, key: busy.key });
  if (startStore.getState().busy !== busy) return;
  if (!result.ok) return startStore.setState({ busy: undefined, hostProblem: result.problem });
  entered();
  await showPlace(result.value.key);
  const { port, bind, plain, durable } = form;
  await updateSettings({
    hostName: typedName,
    hostPort: port,
    hostBind: bind,
    hostPlain: plain,
    hostDurable: durable,
  });
}

/** @param chosen what to join over; otherwise what the room was talked to over last */
export async function joinRoom(address: string, chosen?: Transport): Promise<void> {
  const busy: StartBusy = { what: 'join', address, key: newPlaceKey() };
  const transport = chosen ?? rememberedTransport(address);
  startStore.setState({ joinAddress: address, joinTransport: chosen });
  if (!begin(busy)) return;
  startStore.setState({ joinedOver: transport });
  const result = await attempt('room:join', { key: busy.key, address, transport });
  if (startStore.getState().busy !== busy) return;
  if (!result.ok) return startStore.setState({ busy: undefined, joinProblem: result.problem });
  entered();
  await showPlace(result.value.key);
}

/** Gives up a host or join that is under way; a late answer is ignored. */
export async function cancelStart(): Promise<void> {
  const { busy } = startStore.getState();
  startStore.setState({ busy: undefined });
  if (busy) await leavePlace(busy.key);
}

export function writeAddress(joinAddress: string): void {
  startStore.setState({ joinAddress, fromLink: false, joinProblem: undefined });
}

export function chooseTransport(joinTransport: Transport): void {
  startStore.setState({ joinTransport, joinProblem: undefined });
}

/** Enters a room again that was left; why not stands where it would have been joined or hosted. */
export async function enterRoom({ key, address, isHosted, transport }: KnownRoom): Promise<void> {
  const busy: StartBusy = isHosted ? { what: 'host', key } : { what: 'join', address, key };
  if (!begin(busy)) return;
  startStore.setState({ joinedOver: transport });
  const problem = await enterPlace(key);
  if (startStore.getState().busy !== busy) return;
  if (!problem) return entered();
  startStore.setState({
    busy: undefined,
    ...(isHosted ? { hostProblem: problem } : { joinProblem: problem, joinAddress: address }),
  });
}
