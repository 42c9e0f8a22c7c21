import { Download, Ellipsis, FolderOpen, Pause, Play, RotateCw, SquareArrowOutUpRight, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Transfer } from '../../../shared/files/file-models.ts';
import type { FileRow } from '../../stores/conversation/rows.ts';
import { trustMember } from '../../stores/files/accept-rules.ts';
import {
  cancelTransfer,
  openFile,
  pauseTransfer,
  receiveFile,
  resumeTransfer,
  showInFolder,
} from '../../stores/files/file-actions.ts';
import { useApp, useRoom } from '../../stores/hooks.ts';
import { Button } from '../../ui/button.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { Menu } from '../../ui/menu.tsx';
import type { CardState } from './card-state.ts';

export interface CardActionsProps {
  readonly transfer: Transfer | undefined;
  readonly state: CardState;
  readonly row: FileRow;
  readonly own: boolean;
}

/** Stops it for now and for good. */
function MovingActions({ transfer, state }: { readonly transfer: Transfer; readonly state: CardState }) {
  const { t } = useTranslation();
  const { id } = transfer;
  return (
    <>
      {state === 'paused' ? (
        <IconButton label={t('files.resume')} icon={<Play aria-hidden />} onClick={() => void resumeTransfer(id)} />
      ) : (
        state !== 'finishing' && (
          <IconButton label={t('files.pause')} icon={<Pause aria-hidden />} onClick={() => void pauseTransfer(id)} />
        )
      )}
      <IconButton label={t('files.cancel')} icon={<X aria-hidden />} onClick={() => void cancelTransfer(id)} />
    </>
  );
}

/** What can be done with a file that is on this computer. */
function DoneActions({ transfer }: { readonly transfer: Transfer }) {
  const { t } = useTranslation();
  const { id } = transfer;
  return (
    <>
      <Button small onClick={() => void openFile(id)}>
        <SquareArrowOutUpRight aria-hidden />
        {t('files.open')}
      </Button>
      <Button small tone="ghost" onClick={() => void showInFolder(id)}>
        <FolderOpen aria-hidden />
        {t('files.showInFolder')}
      </Button>
    </>
  );
}

function FailedActions({ transfer }: { readonly transfer: Transfer }) {
  const { t } = useTranslation();
  return (
    <>
      <Button small onClick={() => void resumeTransfer(transfer.id)}>
        <RotateCw aria-hidden />
        {t('files.retry')}
      </Button>
      <Button small tone="ghost" onClick={() => void cancelTransfer(transfer.id)}>
        {t('files.giveUp')}
      </Button>
    </>
  );
}

/** Whether files of this member of the room come without a question already. */
function useTrusted(member: string): boolean {
  const room = useRoom((state) => state.room?.place);
  return useApp(({ settings }) => settings.files.acceptFrom.some((one) => one.room === room && one.member === member));
}

interface MoreProps {
  readonly row: FileRow;
  readonly own: boolean;
  /** It was fetched already. */
  readonly isHere: boolean;
}

/** What is done seldom: another place, once more, and a rule for the sender. */
function More({ row, own, isHere }: MoreProps) {
  const { t } = useTranslation();
  const { event, from, nick, file } = row;
  const isTrusted = useTrusted(from);
  const items = [
    ...(file.folder ? [] : [{ id: 'save-as', text: t('files.saveAs') }]),
    ...(isHere ? [{ id: 'again', text: t('files.again') }] : []),
    ...(own || isTrusted ? [] : [{ id: 'always', text: t('files.always', { nick }) }]),
  ];
  if (items.length === 0) return null;
  const button = (
    <Button small square tone="ghost" aria-label={t('files.more')}>
      <Ellipsis aria-hidden />
    </Button>
  );
  const pick = (item: string) => {
    if (item === 'always') void trustMember(from, nick);
    if (event !== undefined && (item !== 'always' || !isHere)) void receiveFile(event, item === 'save-as');
  };
  return <Menu trigger={button} title={t('files.more')} items={items} onPick={pick} />;
}

/** What can be done with a transfer as it stands. */
export function TransferActions({ transfer, state }: { readonly transfer: Transfer; readonly state: CardState }) {
  if (state === 'gone') return null;
  if (state === 'done') return <DoneActions transfer={transfer} />;
  if (state === 'failed') return <FailedActions transfer={transfer} />;
  return <MovingActions transfer={transfer} state={state} />;
}

/** The buttons of a card. */
export function CardActions({ transfer, state, row, own }: CardActionsProps) {
  const { t } = useTranslation();
  if (state === 'gone') return null;
  const { event } = row;
  if (state === 'offered' && event !== undefined) {
    return (
      <>
        <Button small tone={own ? 'plain' : 'primary'} onClick={() => void receiveFile(event)}>
          <Download aria-hidden />
          {t('files.download')}
        </Button>
        <More row={row} own={own} isHere={false} />
      </>
    );
  }
  if (!transfer) return null;
  return (
    <>
      <TransferActions transfer={transfer} state={state} />
      {state === 'done' && transfer.direction === 'receive' && <More row={row} own={own} isHere />}
    </>
  );
}
