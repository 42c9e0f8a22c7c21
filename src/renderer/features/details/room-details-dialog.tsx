import { FileDown, LogOut, QrCode, Trash2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Problem } from '../../../shared/error-codes.ts';
import type { RoomDetails } from '../../../shared/places/details-contract.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { Section } from '../../ui/section.tsx';
import { Spinner } from '../../ui/spinner.tsx';
import { DoorSection, type DoorSectionProps } from '../door/door-section.tsx';
import { FileList, type FileListProps } from './file-list.tsx';
import { PlaceChoices, type PlaceChoicesProps } from './place-choices.tsx';
import classes from './room-details-dialog.module.css';
import { RoomFacts } from './room-facts.tsx';

export interface RoomDetailsDialogProps {
  readonly name: string;
  /** As the room has them, the best first. */
  readonly addresses: readonly string[];
  readonly members: number;
  /** Undefined while the log is being counted. */
  readonly details: RoomDetails | undefined;
  readonly problem: Problem | undefined;
  readonly files: Omit<FileListProps, 'files' | 'fileCount'>;
  readonly choices: PlaceChoicesProps;
  readonly door: DoorSectionProps;
  /** Where the conversation was written to last. */
  readonly exported: string | undefined;
  readonly isExporting: boolean;
  readonly onInvite: () => void;
  readonly onExport: () => void;
  readonly onLeave: () => void;
  readonly onForget: () => void;
  readonly onClose: () => void;
}

function Endings({ choices, onLeave, onForget }: Pick<RoomDetailsDialogProps, 'choices' | 'onLeave' | 'onForget'>) {
  const { t } = useTranslation();
  return (
    <Section title={t('details.endings')}>
      <div className={classes.buttons}>
        <Button onClick={onLeave}>
          <LogOut aria-hidden />
          {t(choices.place.isHosted ? 'room.stop' : 'room.leave')}
        </Button>
        <Button tone="danger" onClick={onForget}>
          <Trash2 aria-hidden />
          {t('details.forget')}
        </Button>
      </div>
      <p className={classes.note}>{t('details.forgetHint')}</p>
    </Section>
  );
}

/** Everything about one room: how much there is of it, its files, what is settled about it, and the ways out. */
export function RoomDetailsDialog(props: RoomDetailsDialogProps) {
  const { name, addresses, members, details, problem, files, choices, exported, isExporting } = props;
  const { t } = useTranslation();
  return (
    <Dialog
      title={name}
      lead={t(choices.place.isHosted ? 'details.leadHost' : 'details.lead')}
      size="wide"
      onClose={props.onClose}
    >
      {problem && <ProblemNote problem={problem} />}
      {details ? (
        <RoomFacts details={details} members={members} />
      ) : (
        !problem && (
          <p className={classes.busy} role="status">
            <Spinner />
            {t('details.counting')}
          </p>
        )
      )}
      <Section
        title={t('details.addresses')}
        action={
          <Button small onClick={props.onInvite}>
            <QrCode aria-hidden />
            {t('room.invite')}
          </Button>
        }
      >
        <ul className={classes.addresses}>
          {addresses.map((address) => (
            <li key={address}>{address}</li>
          ))}
        </ul>
      </Section>
      {details && (
        <Section title={t('details.files')}>
          <FileList files={details.files} fileCount={details.fileCount} {...files} />
        </Section>
      )}
      <DoorSection {...props.door} />
      <Section title={t('details.choices')}>
        <PlaceChoices {...choices} />
      </Section>
      <Section title={t('details.export')}>
        <p className={classes.note}>{t('details.exportHint')}</p>
        <div className={classes.buttons}>
          <Button disabled={isExporting} onClick={props.onExport}>
            <FileDown aria-hidden />
            {t(isExporting ? 'details.exporting' : 'details.exportTo')}
          </Button>
        </div>
        <p role="status" className={exported === undefined ? 'visually-hidden' : classes.note}>
          {exported !== undefined && t('details.exported', { path: exported })}
        </p>
      </Section>
      <Endings choices={choices} onLeave={props.onLeave} onForget={props.onForget} />
    </Dialog>
  );
}
