import type { Problem } from '../../../shared/error-codes.ts';
import type { PushOfPlace } from '../../../shared/ipc-contract.ts';
import type { OutboxItem, RoomEvent, Transport } from '../../../shared/models.ts';
import type { PlaceSnapshot } from '../../../shared/places/place-contract.ts';
import type { RoomChange, RoomView } from '../../../shared/places/place-models.ts';
import { withMembers } from '../../../shared/places/room-changes.ts';
import { emptyConversation, withNewer, withTransport } from '../conversation/conversation.ts';
import { outboxChanged, outboxPruned, SETTLE_MS } from '../conversation/outbox.ts';
import { saidBy, stillTyping, TYPING_MS, typed } from '../conversation/typing.ts';
import { eventsCame, NOTHING_UNREAD } from '../conversation/unread.ts';
import { forgetPictures } from '../files/pictures.ts';
import { filesGone, transfersChanged, transfersOver } from '../files/transfer-store.ts';
import { loadNewest } from '../history.ts';
import { privateMessagesCame } from '../private/private-store.ts';
import type { OpenPlace } from './open-places.ts';

/** Takes the room as main has it now; another copy of a log starts a conversation of its own. */
function roomIs(place: OpenPlace, room: RoomView): void {
  const { conversation } = place.room.getState();
  const { copy } = room;
  if (copy === undefined || copy === conversation.copy) return place.room.setState({ room });
  const next =
    conversation.copy === undefined ? { ...conversation, copy } : emptyConversation(copy, conversation.generation + 1);
  place.room.setState({ room, conversation: next, unread: NOTHING_UNREAD, position: undefined });
  forgetPictures(place.key);
  void loadNewest(place, room.newest);
}

function roomChanged(place: OpenPlace, { view, members }: RoomChange): void {
  const { room } = place.room.getState();
  if (!room) return;
  roomIs(place, { ...room, ...view, members: members ? withMembers(room.members, members) : room.members });
}

function eventsArrived({ room: store }: OpenPlace, events: readonly RoomEvent[]): void {
  const { conversation, unread, room, typists } = store.getState();
  const grown = withNewer(conversation, events);
  if (grown === conversation) return;
  const fresh = events.filter(({ seq }) => seq > conversation.newest);
  store.setState({
    conversation: grown,
    unread: eventsCame(unread, fresh, room?.you),
    typists: saidBy(typists, new Set(fresh.map(({ from }) => from))),
  });
}

function memberTyped({ room }: OpenPlace, member: string): void {
  room.setState(({ typists }) => ({ typists: typed(typists, member, performance.now()) }));
  setTimeout(() => {
    room.setState(({ typists }) => ({ typists: stillTyping(typists, performance.now()) }));
  }, TYPING_MS + 50);
}

function transportChanged({ room }: OpenPlace, transport: Transport, at: number): void {
  room.setState(({ conversation }) => ({
    conversation: withTransport(conversation, transport, at),
    moveFailure: undefined,
  }));
}

function outboxArrived({ room }: OpenPlace, items: readonly OutboxItem[]): void {
  const outbox = outboxChanged(room.getState().outbox, items, performance.now());
  room.setState({ outbox });
  if (outbox.settling.length === 0) return;
  setTimeout(() => {
    const current = room.getState().outbox;
    room.setState({ outbox: outboxPruned(current, performance.now()) });
  }, SETTLE_MS + 50);
}

function told({ room }: OpenPlace, notice: Problem | undefined): void {
  room.setState({ notice });
}

/** Takes the first picture of a place that the window opens. */
export function placeOpened(place: OpenPlace, { room, outbox, transfers, notice }: PlaceSnapshot): void {
  roomIs(place, room);
  outboxArrived(place, outbox);
  transfersChanged(place.transfers, transfers);
  told(place, notice);
}

/** Takes what main says of a place. */
export function applyToPlace(place: OpenPlace, push: PushOfPlace): void {
  switch (push.kind) {
    case 'room':
      return roomChanged(place, push.change);
    case 'events':
      return eventsArrived(place, push.events);
    case 'outbox':
      return outboxArrived(place, push.items);
    case 'transport':
      return transportChanged(place, push.transport, push.at);
    case 'typing':
      return memberTyped(place, push.member);
    case 'notice':
      return told(place, push.problem);
    case 'transfers':
      return transfersChanged(place.transfers, push.changed);
    case 'transfers-over':
      return transfersOver(place.transfers, push.summary);
    case 'files-gone':
      return filesGone(place.transfers, push.hashes);
    case 'file-notice':
      return place.transfers.setState({ notice: push.problem });
    case 'private-messages':
      return privateMessagesCame(place.privately, push.messages);
    case 'private-waiting':
      return place.privately.setState({ waiting: push.waiting });
  }
}
