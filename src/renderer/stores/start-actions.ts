import type { Door } from '../../shared/doors/door-models.ts';
import type { Problem } from '../../shared/error-codes.ts';
import type { Fingerprint } from '../../shared/identity/identity-models.ts';
import type { Transport } from '../../shared/models.ts';
import type { KnownRoom, PlaceCard } from '../../shared/places/place-models.ts';
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
  /** Who comes in; as before, where it is not chosen. */
  readonly door?: { readonly door: Door; readonly word?: string } | undefined;
}

/** Marks the start screen busy; false when it already is. */
function begin(busy: StartBusy): boolean {
  if (startStore.getState().busy) return false;
  startStore.setState({ busy, hostProblem: undefined, joinProblem: undefined });
  return true;
}

/** True while the start screen, or the room's door, waits for what was begun. */
function isUnderWay(begun: StartBusy): boolean {
  const { busy, atDoor } = startStore.getState();
  return busy === begun || atDoor === begun;
}

/** A room was not entered; who went away from its door by themselves needs no words for that. */
function notJoined(joinAddress: string, problem: Problem): void {
  const hasLeft = startStore.getState().atDoor !== undefined && problem.code === 'no_room';
  startStore.setState({ busy: undefined, atDoor: undefined, ...(!hasLeft && { joinProblem: problem, joinAddress }) });
}

/** The room that is being joined has this person wait at its door, which is shown in its place. */
export function cameToDoor(cards: readonly PlaceCard[]): void {
  const { busy } = startStore.getState();
  const card = cards.find(({ key }) => key === busy?.key);
  if (busy?.what !== 'join' || card?.connection.state !== 'knocking') return;
  startStore.setState({ busy: undefined, atDoor: busy });
  void showPlace(card.key);
}

function entered(): void {
  startStore.setState({
    atDoor: undefined,
    busy: undefined,
    joinAddress: '',
    joinTransport: undefined,
    fromLink: false,
  });
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

/** What is said with an address, to whom it leads. */
interface JoinHow {
  /** The room that was chosen in a list. */
  readonly roomId?: string;
  /** Goes on where the host does not encrypt. */
  readonly clear?: true;
}

/**
 * @param chosen what to join over; otherwise what the room was talked to over last
 * @param roomId the room that was chosen in a list
 */
export function joinRoom(address: string, chosen?: Transport, roomId?: string): Promise<void> {
  return join(address, chosen, roomId === undefined ? {} : { roomId });
}

/** The same where the host does not encrypt: this person was asked, and does not mind. */
export function joinInClear(address: string): Promise<void> {
  return join(address, startStore.getState().joinTransport, { clear: true });
}

/** Joins a room whose key is another than before: this person compared it, and takes it. */
export function trustKey(address: string, fingerprint: Fingerprint): Promise<void> {
  return join(`${address}?key=${fingerprint}`, startStore.getState().joinTransport, {});
}

/** The user has read why, and goes nowhere. */
export function forgetJoinProblem(): void {
  startStore.setState({ joinProblem: undefined });
}

async function join(address: string, chosen: Transport | undefined, how: JoinHow): Promise<void> {
  const busy: StartBusy = { what: 'join', address, key: newPlaceKey() };
  const [place = address] = address.split('?');
  const transport = chosen ?? rememberedTransport(place);
  startStore.setState({ joinAddress: address, joinTransport: chosen });
  if (!begin(busy)) return;
  startStore.setState({ joinedOver: transport });
  const result = await attempt('room:join', { key: busy.key, address, transport, ...how });
  if (!isUnderWay(busy)) return;
  if (!result.ok) return notJoined(address, result.problem);
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
  if (!isUnderWay(busy)) return;
  if (!problem) return entered();
  if (!isHosted) return notJoined(address, problem);
  startStore.setState({ busy: undefined, hostProblem: problem });
}
