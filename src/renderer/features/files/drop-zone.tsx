import { FileUp } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { dialogStore } from '../../stores/dialog-store.ts';
import { sendFiles } from '../../stores/files/file-actions.ts';
import { useRoom } from '../../stores/hooks.ts';
import classes from './drop-zone.module.css';

/** A dialog hides where they would go. */
function bringsFiles({ dataTransfer }: DragEvent): boolean {
  return (dataTransfer?.types.includes('Files') ?? false) && !dialogStore.getState().dialog;
}

/** Follows files that are dragged over the window. @returns whether there are any right now */
function useDroppedFiles(): boolean {
  const [isOver, setOver] = useState(false);
  useEffect(() => {
    // Each element in between is entered before the one before it is left.
    let depth = 0;
    const changed = (by: number) => (event: DragEvent) => {
      if (!bringsFiles(event)) return;
      event.preventDefault();
      depth = Math.max(0, depth + by);
      setOver(depth > 0);
    };
    const over = (event: DragEvent) => {
      if (!bringsFiles(event)) return;
      event.preventDefault();
      if (event.dataTransfer) event.dataTransfer.dropEffect = 'copy';
    };
    const dropped = (event: DragEvent) => {
      if (!bringsFiles(event)) return;
      event.preventDefault();
      depth = 0;
      setOver(false);
      const files = [...(event.dataTransfer?.files ?? [])];
      if (files.length > 0) void sendFiles(files);
    };
    const entered = changed(1);
    const left = changed(-1);
    window.addEventListener('dragenter', entered);
    window.addEventListener('dragleave', left);
    window.addEventListener('dragover', over);
    window.addEventListener('drop', dropped);
    return () => {
      window.removeEventListener('dragenter', entered);
      window.removeEventListener('dragleave', left);
      window.removeEventListener('dragover', over);
      window.removeEventListener('drop', dropped);
    };
  }, []);
  return isOver;
}

/** Lies above the conversation while files are dragged over the window. */
export function DropZone() {
  const { t } = useTranslation();
  const isOver = useDroppedFiles();
  const room = useRoom((state) => state.room?.room?.name ?? '');
  if (!isOver) return null;
  return (
    <div className={classes.zone}>
      <div className={classes.words}>
        <FileUp aria-hidden />
        <p className={classes.title}>{t('files.drop')}</p>
        <p>
          <bdi>{t('files.dropWhere', { room })}</bdi>
        </p>
      </div>
    </div>
  );
}
