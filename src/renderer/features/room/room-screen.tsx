import { useState } from 'react';
import { useWire } from '../../stores/hooks.ts';
import { useMedia } from '../../ui/use-media.ts';
import { KnocksBanner } from '../door/knocks-banner.tsx';
import { DropZone } from '../files/drop-zone.tsx';
import { FileNotice } from '../files/file-notice.tsx';
import { TransfersPanel } from '../files/transfers-panel.tsx';
import { TransfersSummary } from '../files/transfers-summary.tsx';
import { usePaste } from '../files/use-paste.ts';
import { KeyChangeBanner } from '../identity/key-change-banner.tsx';
import { WirePanel } from '../wire/wire-panel.tsx';
import { Composer } from './composer.tsx';
import { ConnectionBanner, NoticeBanner } from './connection-banner.tsx';
import { ConnectionPanel } from './connection-panel.tsx';
import { Conversation } from './conversation.tsx';
import { MembersPanel } from './members-panel.tsx';
import { MoveBanner } from './move-banner.tsx';
import { RoomHeader } from './room-header.tsx';
import classes from './room-screen.module.css';
import { TypingLine } from './typing-line.tsx';

/** Below this the list of members would leave the conversation too little room, and lies above it instead. */
const WIDE = '(min-width: 1040px)';

/** What stands beside the conversation, one at a time. */
type Side = 'members' | 'connection' | 'transfers';

/** The room one is in. */
export function RoomScreen() {
  const wide = useMedia(WIDE);
  const usual = wide ? 'members' : undefined;
  const [side, setSide] = useState<Side | undefined>(usual);
  const [wasWide, setWasWide] = useState(wide);
  // In this very drawing, not in an effect after it: the list would lie above the conversation for a moment and take
  // the focus with it when it goes.
  if (wide !== wasWide) {
    setWasWide(wide);
    // Whoever watches the connection or the transfers goes on doing so.
    if (side === undefined || side === 'members') setSide(usual);
  }
  usePaste();
  const wireOpen = useWire(({ isOpen }) => isOpen);

  return (
    <div className={classes.screen}>
      <RoomHeader
        membersOpen={side === 'members'}
        onMembers={() => setSide(side === 'members' ? undefined : 'members')}
        detailsOpen={side === 'connection'}
        onDetails={() => setSide(side === 'connection' ? usual : 'connection')}
        transfersOpen={side === 'transfers'}
        onTransfers={() => setSide(side === 'transfers' ? usual : 'transfers')}
      />
      <ConnectionBanner />
      <KeyChangeBanner />
      <KnocksBanner />
      <MoveBanner />
      <NoticeBanner />
      <FileNotice />
      <TransfersSummary onShow={side === 'transfers' ? undefined : () => setSide('transfers')} />
      <div className={classes.halves} data-wire-body>
        <div className={classes.body}>
          <main className={classes.main}>
            <Conversation />
            <TypingLine />
            <Composer />
            <DropZone />
          </main>
          {side === 'members' && <MembersPanel overlay={!wide} onClose={() => setSide(undefined)} />}
          {side === 'connection' && <ConnectionPanel overlay={!wide} onClose={() => setSide(usual)} />}
          {side === 'transfers' && <TransfersPanel overlay={!wide} onClose={() => setSide(usual)} />}
        </div>
        {wireOpen && <WirePanel />}
      </div>
    </div>
  );
}
