import { usePlaces, useRoom } from '../../stores/hooks.ts';
import { StartScreen } from '../start/start-screen.tsx';
import { ConnectingScreen } from './connecting-screen.tsx';
import { RoomScreen } from './room-screen.tsx';

/** The room one is in, the way into it, or where rooms are hosted and joined. */
export function ChatView() {
  const place = useRoom(({ room }) => (room === undefined ? 'none' : room.room === undefined ? 'door' : 'room'));
  const key = usePlaces(({ shown }) => shown);
  if (place === 'room') return <RoomScreen key={key} />;
  return place === 'door' ? <ConnectingScreen /> : <StartScreen />;
}
