import { useTranslation } from 'react-i18next';
import { closeDialog, type LabEnding } from '../../stores/dialog-store.ts';
import { openFile } from '../../stores/files/file-actions.ts';
import { useDialog } from '../../stores/hooks.ts';
import { startServerForOthers } from '../../stores/lab/open-actions.ts';
import { endServer } from '../../stores/lab/socket-actions.ts';
import { Confirm } from '../../ui/confirm.tsx';
import { ForgetRoom, ShownRoomDetails } from '../details/room-details.tsx';
import { ShownPerson } from '../details/shown-person.tsx';
import { visibleName } from '../files/file-name.ts';
import { SendPastedDialog } from '../files/send-pasted-dialog.tsx';
import { AboutDialog } from '../help/about-dialog.tsx';
import { ReportDialog } from '../help/report-dialog.tsx';
import { TourDialog } from '../help/tour-dialog.tsx';
import { CompareDialog } from '../identity/compare-dialog.tsx';
import { SealDialog } from '../identity/seal-dialog.tsx';
import { RoomInvite } from '../invite/room-invite.tsx';
import { StopHosting } from '../places/stop-hosting.tsx';
import { PeopleDialog } from '../private/people-dialog.tsx';
import { SettingsDialog } from '../settings/settings-dialog.tsx';
import { CloseWindow } from './close-window.tsx';

function LabOutside({ bind }: { readonly bind: string }) {
  const { t } = useTranslation();
  const start = () => {
    closeDialog();
    void startServerForOthers();
  };
  return (
    <Confirm
      title={t('lab.outside.title')}
      body={t('lab.outside.body', { address: bind === '' ? t('lab.anyAddress') : bind })}
      confirm={t('lab.outside.confirm')}
      cancel={t('common.cancel')}
      onConfirm={start}
      onCancel={closeDialog}
    />
  );
}

function LabEndServer({ id, ending, open }: LabEnding) {
  const { t } = useTranslation();
  const end = () => {
    closeDialog();
    void endServer(id, ending);
  };
  return (
    <Confirm
      title={t(`lab.end.${ending}Title`)}
      body={t(`lab.end.${ending}Body`, { count: open })}
      confirm={t(`lab.end.${ending}Confirm`)}
      cancel={t('common.cancel')}
      onConfirm={end}
      onCancel={closeDialog}
    />
  );
}

function OpenProgram({ transfer, name }: { readonly transfer: string; readonly name: string }) {
  const { t } = useTranslation();
  const open = () => {
    closeDialog();
    void openFile(transfer, true);
  };
  return (
    <Confirm
      title={t('dialogs.programTitle')}
      body={t('dialogs.programBody', { name: visibleName(name) })}
      confirm={t('dialogs.programConfirm')}
      cancel={t('dialogs.programCancel')}
      onConfirm={open}
      onCancel={closeDialog}
    />
  );
}

/** The dialog that is open, if any. */
export function Dialogs() {
  const dialog = useDialog((state) => state.dialog);
  switch (dialog?.kind) {
    case undefined:
      return null;
    case 'settings':
      return <SettingsDialog />;
    case 'about':
      return <AboutDialog />;
    case 'report':
      return <ReportDialog />;
    case 'tour':
      return <TourDialog />;
    case 'invite':
      return <RoomInvite />;
    case 'room-details':
      return <ShownRoomDetails />;
    case 'person':
      return <ShownPerson member={dialog.member} nick={dialog.nick} />;
    case 'private-people':
      return <PeopleDialog members={dialog.members} />;
    case 'compare':
      return <CompareDialog member={dialog.member} nick={dialog.nick} />;
    case 'seal':
      return <SealDialog />;
    case 'forget-room':
      return <ForgetRoom room={dialog.room} />;
    case 'stop-hosting':
      return <StopHosting place={dialog.key} name={dialog.name} otherMembers={dialog.otherMembers} />;
    case 'close-window':
      return <CloseWindow question={dialog.question} rooms={dialog.rooms} />;
    case 'lab-outside':
      return <LabOutside bind={dialog.bind} />;
    case 'lab-end-server':
      return <LabEndServer {...dialog} />;
    case 'open-program':
      return <OpenProgram transfer={dialog.transfer} name={dialog.name} />;
    case 'send-pasted':
      return <SendPastedDialog files={dialog.files} />;
  }
}
