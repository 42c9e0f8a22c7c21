import type { Push, StartFailure } from '../../shared/ipc-contract.ts';
import type { OutboxItem, RoomEvent, Transport } from '../../shared/models.ts';
import type { RoomView } from '../../shared/places/place-models.ts';
import { appStore, rememberedTransport } from './app-store.ts';
import { chime } from './chime.ts';
import { emptyConversation, withNewer, withTransport } from './conversation/conversation.ts';
import { EMPTY_OUTBOX, outboxChanged, outboxPruned, SETTLE_MS } from './conversation/outbox.ts';
import { saidBy, stillTyping, TYPING_MS, typed } from './conversation/typing.ts';
import { eventsCame, NOTHING_UNREAD } from './conversation/unread.ts';
import { closeDialog, dialogStore, type OpenDialog, openDialog } from './dialog-store.ts';
import { doctorReported } from './doctor-store.ts';
import { forgetPictures } from './files/pictures.ts';
import { filesGone, forgetTransfers, transferStore, transfersChanged, transfersOver } from './files/transfer-store.ts';
import { loadNewest } from './history.ts';
import { applyLabPush } from './lab/lab-pushes.ts';
import { forgetQuality } from './quality-store.ts';
import { roomStore } from './room-store.ts';
import { startStore } from './start-store.ts';
import { showView } from './view-store.ts';
import { closeWire, wireChanged } from './wire-store.ts';

/** Questions that mean nothing any more once the room is left. */
const ROOM_DIALOGS: readonly OpenDialog['kind'][] = ['stop-hosting', 'close-window', 'open-address', 'invite'];

function roomLeft(): void {
  const { conversation, room } = roomStore.getState();
  if (!room) return;
  roomStore.setState({
    room: undefined,
    conversation: emptyConversation(undefined, conversation.generation + 1),
    loadingOlder: false,
    outbox: EMPTY_OUTBOX,
    unread: NOTHING_UNREAD,
    typists: [],
    draft: '',
    notice: undefined,
    moveFailure: undefined,
  });
  forgetQuality();
  closeWire();
  forgetTransfers();
  forgetPictures();
  const { dialog } = dialogStore.getState();
  if (dialog && ROOM_DIALOGS.includes(dialog.kind)) closeDialog();
}

/** Every push carries all members anew; who draws them wants to see the same list while it is the same. */
function withSameMembers(room: RoomView, before: RoomView | undefined): RoomView {
  const known = before?.members ?? [];
  const same =
    known.length === room.members.length &&
    room.members.every(({ id, nick, host }, index) => {
      const member = known[index];
      return member?.id === id && member.nick === nick && member.host === host;
    });
  return same ? { ...room, members: known } : room;
}

/** Takes the room as main has it now; another copy of a log starts a conversation of its own. */
export function roomChanged(view: RoomView | undefined): void {
  if (!view) return roomLeft();
  const { conversation, room: before } = roomStore.getState();
  const room = withSameMembers(view, before);
  const { copy } = room;
  if (copy === undefined || copy === conversation.copy) return roomStore.setState({ room });
  const next =
    conversation.copy === undefined ? { ...conversation, copy } : emptyConversation(copy, conversation.generation + 1);
  roomStore.setState({ room, conversation: next, unread: NOTHING_UNREAD });
  void loadNewest(room.newest);
}

function eventsArrived(events: readonly RoomEvent[]): void {
  const { conversation, unread, room, typists } = roomStore.getState();
  const grown = withNewer(conversation, events);
  if (grown === conversation) return;
  const fresh = events.filter(({ seq }) => seq > conversation.newest);
  roomStore.setState({
    conversation: grown,
    unread: eventsCame(unread, fresh, room?.you),
    typists: saidBy(typists, new Set(fresh.map(({ from }) => from))),
  });
}

function memberTyped(member: string): void {
  roomStore.setState(({ typists }) => ({ typists: typed(typists, member, performance.now()) }));
  setTimeout(() => {
    roomStore.setState(({ typists }) => ({ typists: stillTyping(typists, performance.now()) }));
  }, TYPING_MS + 50);
}

function transportChanged(transport: Transport, at: number): void {
  roomStore.setState(({ conversation }) => ({
    conversation: withTransport(conversation, transport, at),
    moveFailure: undefined,
  }));
}

function outboxArrived(items: readonly OutboxItem[]): void {
  const outbox = outboxChanged(roomStore.getState().outbox, items, performance.now());
  roomStore.setState({ outbox });
  if (outbox.settling.length === 0) return;
  setTimeout(() => {
    const current = roomStore.getState().outbox;
    roomStore.setState({ outbox: outboxPruned(current, performance.now()) });
  }, SETTLE_MS + 50);
}

/** Fills in the join form; in a room the user is asked to leave it first. */
export function addressOpened(address: string): void {
  if (roomStore.getState().room) return openDialog({ kind: 'open-address', address });
  showView('chat');
  startStore.setState({ joinAddress: address, fromLink: true, joinProblem: undefined });
}

/** A flag at the start asked in vain: the form in which the user would have asked says why. */
export function startFailed({ problem, joining }: StartFailure): void {
  if (joining === undefined) return startStore.setState({ hostProblem: problem });
  const joinedOver = rememberedTransport(joining);
  startStore.setState({ joinProblem: problem, joinAddress: joining, joinedOver, fromLink: false });
}

function applyPush(push: Push): void {
  switch (push.kind) {
    case 'room':
      return roomChanged(push.room);
    case 'events':
      return eventsArrived(push.events);
    case 'outbox':
      return outboxArrived(push.items);
    case 'transport':
      return transportChanged(push.transport, push.at);
    case 'typing':
      return memberTyped(push.member);
    case 'settings':
      return appStore.setState({ settings: push.settings });
    case 'notice':
      return roomStore.setState({ notice: push.problem });
    case 'start-failed':
      return startFailed(push.failure);
    case 'recent':
      return appStore.setState({ recentRooms: push.recentRooms });
    case 'close-requested':
      return openDialog({ kind: 'close-window', question: push.question, rooms: push.rooms });
    case 'sound':
      return chime();
    case 'wire':
      return wireChanged(push.state);
    case 'open-address':
      return addressOpened(push.address);
    case 'transfers':
      return transfersChanged(push.changed);
    case 'transfers-over':
      return transfersOver(push.summary);
    case 'files-gone':
      return filesGone(push.hashes);
    case 'file-notice':
      return transferStore.setState({ notice: push.problem });
    case 'show-dialog':
      return openDialog({ kind: push.dialog });
    case 'doctor':
      return doctorReported(push);
    default:
      return applyLabPush(push);
  }
}

/** Takes what main said in one drawn frame; React draws it once. */
export function applyPushes(batch: readonly Push[]): void {
  for (const push of batch) applyPush(push);
}
