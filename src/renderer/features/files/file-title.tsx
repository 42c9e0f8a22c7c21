import { ShieldAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { CardFile } from '../../stores/conversation/rows.ts';
import { formatBytes, formatCount } from '../../ui/format-amount.ts';
import { useLocale } from '../../ui/use-locale.ts';
import { fileKind, KIND_ICONS } from './file-kinds.ts';
import { splitName, visibleName } from './file-name.ts';
import classes from './file-title.module.css';

export interface FileTitleProps {
  readonly file: CardFile;
  /** Beside what it is. */
  readonly note?: string;
}

/** What a file is called, what it is and how large. */
export function FileTitle({ file, note }: FileTitleProps) {
  const { t } = useTranslation();
  const locale = useLocale();
  const kind = fileKind(file);
  const Icon = KIND_ICONS[kind];
  const { head, tail } = splitName(file.name);
  const { folder } = file;
  const size = formatBytes(locale, folder?.bytes ?? file.size);
  const count = folder && t('files.inFolder', { count: folder.files, formatted: formatCount(locale, folder.files) });
  return (
    <div className={classes.title}>
      <span className={classes.icon} data-kind={kind}>
        <Icon aria-hidden />
      </span>
      <div className={classes.words}>
        <bdi className={classes.name} title={visibleName(file.name)}>
          <span className={classes.head}>{head}</span>
          <span className={classes.tail}>{tail}</span>
        </bdi>
        <p className={classes.facts}>
          {kind === 'program' && <ShieldAlert aria-hidden />}
          {[t(`files.kinds.${kind}`), count, size, note].filter(Boolean).join(' · ')}
        </p>
      </div>
    </div>
  );
}
