import type { RoomView } from '../../../shared/places/place-models.ts';
import { usePlaces, usePrivately, useRoom } from '../../stores/hooks.ts';
import { PlacesFrame } from '../places/places-frame.tsx';
import { PrivateScreen } from '../private/private-screen.tsx';
import { StartScreen } from '../start/start-screen.tsx';
import { ConnectingScreen } from './connecting-screen.tsx';
import { RoomScreen } from './room-screen.tsx';

/** A room that has one wait at its door is not shown, also where one was in it before. */
function roomShown(room: RoomView | undefined): 'none' | 'door' | 'room' {
  if (room === undefined) return 'none';
  return room.room === undefined || room.connection.state === 'knocking' ? 'door' : 'room';
}

function Shown() {
  const place = useRoom(({ room }) => roomShown(room));
  const key = usePlaces(({ shown }) => shown);
  const conversation = usePrivately(({ shown }) => shown);
  if (place === 'room' && conversation !== undefined)
    return <PrivateScreen key={`${key} ${conversation}`} conversation={conversation} />;
  if (place === 'room') return <RoomScreen key={key} />;
  return place === 'door' ? <ConnectingScreen /> : <StartScreen />;
}

/** Every place one is in, beside the one that is shown, the way into it, or where rooms are found and hosted. */
export function ChatView() {
  return (
    <PlacesFrame>
      <Shown />
    </PlacesFrame>
  );
}
