import { FileLock2 } from 'lucide-react';
import type { SealedFile } from '../../../shared/sealed/sealed-models.ts';
import { formatBytes } from '../../ui/format-amount.ts';
import { useLocale } from '../../ui/use-locale.ts';
import classes from './private-message.module.css';

/** A file that was sent in private. */
export function PrivateFileCard({ file: { name, size } }: { readonly file: SealedFile }) {
  const locale = useLocale();
  return (
    <span className={classes.file}>
      <FileLock2 aria-hidden />
      <bdi>{name}</bdi>
      <span className={classes.size}>{formatBytes(locale, size)}</span>
    </span>
  );
}
