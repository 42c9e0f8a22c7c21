import { Download, FolderOpen, SquareArrowOutUpRight } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Transfer } from '../../../shared/files/file-models.ts';
import type { ListedFile, RoomDetails } from '../../../shared/places/details-contract.ts';
import { formatShortly } from '../../ui/format.ts';
import { formatBytes } from '../../ui/format-amount.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { Named } from '../../ui/named.tsx';
import { useLocale } from '../../ui/use-locale.ts';
import { fileKind, KIND_ICONS } from '../files/file-kinds.ts';
import { visibleName } from '../files/file-name.ts';
import classes from './file-list.module.css';

export interface FileListProps extends Pick<RoomDetails, 'files' | 'fileCount'> {
  /** How the file of an event stands on this computer. */
  readonly transferOf: (event: number) => Transfer | undefined;
  readonly onReceive: (event: number) => void;
  readonly onOpen: (transfer: string) => void;
  readonly onShow: (transfer: string) => void;
}

type RowProps = Omit<FileListProps, 'files' | 'fileCount'> & { readonly one: ListedFile };

function Row({ one, transferOf, onReceive, onOpen, onShow }: RowProps) {
  const { t } = useTranslation();
  const locale = useLocale();
  const { event, at, nick, file } = one;
  const Icon = KIND_ICONS[fileKind(file)];
  const name = visibleName(file.name);
  const transfer = transferOf(event);
  const isHere = transfer?.state === 'done';
  const size = formatBytes(locale, file.folder?.bytes ?? file.size);
  return (
    <li className={classes.row}>
      <Icon aria-hidden className={classes.icon} />
      <Named name={name}>
        {size} · <bdi>{nick}</bdi> · {formatShortly(locale, at)}
      </Named>
      {isHere ? (
        <>
          <IconButton
            label={t('details.open', { name })}
            icon={<SquareArrowOutUpRight aria-hidden />}
            onClick={() => onOpen(transfer.id)}
          />
          <IconButton
            label={t('details.show', { name })}
            icon={<FolderOpen aria-hidden />}
            onClick={() => onShow(transfer.id)}
          />
        </>
      ) : (
        <IconButton
          label={t('details.fetch', { name })}
          icon={<Download aria-hidden />}
          onClick={() => onReceive(event)}
        />
      )}
    </li>
  );
}

/** The files that were sent into a room, newest first. */
export function FileList({ files, fileCount, ...rest }: FileListProps) {
  const { t } = useTranslation();
  if (fileCount === 0) return <p className={classes.empty}>{t('details.noFiles')}</p>;
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a list that scrolls must be reachable by keyboard */}
      <ul className={classes.list} aria-label={t('details.files')} tabIndex={0}>
        {files.map((one) => (
          <Row key={one.event} one={one} {...rest} />
        ))}
      </ul>
      {fileCount > files.length && (
        <p className={classes.empty}>{t('details.moreFiles', { count: fileCount - files.length })}</p>
      )}
    </>
  );
}
