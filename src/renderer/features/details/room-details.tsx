import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { NO_SIGHT } from '../../../shared/doors/door-models.ts';
import type { PlaceKey } from '../../../shared/places/place-models.ts';
import { askToForget, detailsStore, exportConversation, loadRoomDetails } from '../../stores/details-store.ts';
import { closeDialog, openDialog } from '../../stores/dialog-store.ts';
import { manageHere, setDoor } from '../../stores/door-actions.ts';
import { openFile, receiveFile, showInFolder } from '../../stores/files/file-actions.ts';
import { transferOf } from '../../stores/files/transfer-lookup.ts';
import { useDetails, usePlaces, useRoom, useTransfers } from '../../stores/hooks.ts';
import { announcePlace, forgetPlace, mutePlace, tellOfPlace } from '../../stores/places/place-actions.ts';
import { askToLeave } from '../../stores/room-actions.ts';
import { Confirm } from '../../ui/confirm.tsx';
import { useProblemText } from '../../ui/problem-text.ts';
import { ForgetDialog } from './forget-dialog.tsx';
import { RoomDetailsDialog } from './room-details-dialog.tsx';

const NOWHERE: readonly string[] = [];

/** The details of the room that is shown. */
export function ShownRoomDetails() {
  const place = usePlaces(({ cards, shown }) => (shown === undefined ? undefined : cards.get(shown)));
  const addresses = useRoom(({ room }) => room?.addresses ?? NOWHERE);
  const sight = useRoom(({ room }) => room?.door ?? NO_SIGHT);
  const { room: details, problem, exported, isExporting } = useDetails((state) => state);
  const transfers = useTransfers((state) => state.transfers);
  const key = place?.key;
  useEffect(() => {
    if (key !== undefined) void loadRoomDetails(key);
  }, [key]);
  if (!place || key === undefined) return null;
  return (
    <RoomDetailsDialog
      name={place.name}
      addresses={addresses}
      members={place.members}
      details={details}
      problem={problem}
      exported={exported}
      isExporting={isExporting}
      files={{
        transferOf: (event) => transferOf(transfers, { event }),
        onReceive: (event) => void receiveFile(event),
        onOpen: (transfer) => void openFile(transfer),
        onShow: (transfer) => void showInFolder(transfer),
      }}
      choices={{
        place,
        onNotices: (notices) => void tellOfPlace(key, notices),
        onMute: (isMuted) => void mutePlace(key, isMuted),
        onAnnounce: (isAnnounced) => void announcePlace(key, isAnnounced),
      }}
      door={{
        sight,
        isHosted: place.isHosted,
        onDoor: (door, word) => setDoor(key, door, word),
        onUnban: ({ id }) => void manageHere({ do: 'unban', ban: id }),
      }}
      onInvite={() => openDialog({ kind: 'invite' })}
      onExport={() => void exportConversation(key)}
      onLeave={() => {
        closeDialog();
        askToLeave();
      }}
      onForget={() => void askToForget(key)}
      onClose={closeDialog}
    />
  );
}

/** Asks before a room is forgotten, once it is known what would go. */
export function ForgetRoom({ room }: { readonly room: PlaceKey }) {
  const { t } = useTranslation();
  const problemText = useProblemText();
  const { forgetting, problem } = useDetails((state) => state);
  const forget = async () => {
    const refused = await forgetPlace(room);
    if (refused) detailsStore.setState({ forgetting: undefined, problem: refused });
    else closeDialog();
  };
  if (problem)
    return (
      <Confirm
        title={t('forget.failed')}
        body={problemText(problem)}
        confirm={t('common.tryAgain')}
        cancel={t('common.close')}
        onConfirm={() => void askToForget(room)}
        onCancel={closeDialog}
      />
    );
  return forgetting ? (
    <ForgetDialog forgetting={forgetting} onForget={() => void forget()} onCancel={closeDialog} />
  ) : null;
}
