import { useState } from 'react';
import { useRoom } from '../../stores/hooks.ts';
import { useMedia } from '../../ui/use-media.ts';
import { Composer } from './composer.tsx';
import { ConnectionBanner, NoticeBanner } from './connection-banner.tsx';
import { Conversation } from './conversation.tsx';
import { MembersPanel } from './members-panel.tsx';
import { RoomHeader } from './room-header.tsx';
import classes from './room-screen.module.css';

/** Below this the list of members would leave the conversation too little room, and lies above it instead. */
const WIDE = '(min-width: 900px)';

/** The room one is in. */
export function RoomScreen() {
  const wide = useMedia(WIDE);
  const [membersOpen, setMembersOpen] = useState(wide);
  const [wasWide, setWasWide] = useState(wide);
  // In this very drawing, not in an effect after it: the list would lie above the conversation for a moment and take
  // the focus with it when it goes.
  if (wide !== wasWide) {
    setWasWide(wide);
    setMembersOpen(wide);
  }
  const roomId = useRoom(({ room }) => room?.room?.id);

  return (
    <div className={classes.screen}>
      <RoomHeader membersOpen={membersOpen} onMembers={() => setMembersOpen((open) => !open)} />
      <ConnectionBanner />
      <NoticeBanner />
      <div className={classes.body}>
        <main className={classes.main}>
          <Conversation />
          <Composer key={roomId} />
        </main>
        {membersOpen && <MembersPanel overlay={!wide} onClose={() => setMembersOpen(false)} />}
      </div>
    </div>
  );
}
