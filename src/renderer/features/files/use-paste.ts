import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { dialogStore, openDialog } from '../../stores/dialog-store.ts';

/** Name that Chromium gives to every picture of the clipboard. */
const UNNAMED = /^image\.(\w+)$/;

/** `2026-11-21 09.05.30`: sorts, and fits every file system. */
export function momentInName(date: Date): string {
  const two = (value: number) => String(value).padStart(2, '0');
  const day = [date.getFullYear(), two(date.getMonth() + 1), two(date.getDate())].join('-');
  return `${day} ${[date.getHours(), date.getMinutes(), date.getSeconds()].map(two).join('.')}`;
}

/** Asks before files or a picture from the clipboard go to everybody. Text stays text, also where a picture of it comes along. */
export function usePaste(): void {
  const { t } = useTranslation();
  useEffect(() => {
    const named = (file: File) => {
      const ending = UNNAMED.exec(file.name)?.[1];
      if (ending === undefined) return file;
      const name = `${t('files.pastedName', { moment: momentInName(new Date()) })}.${ending}`;
      return new File([file], name, { type: file.type });
    };
    const pasted = (event: ClipboardEvent) => {
      const { files, types } = event.clipboardData ?? {};
      if (!files?.length || types?.includes('text/plain') || dialogStore.getState().dialog) return;
      event.preventDefault();
      openDialog({ kind: 'send-pasted', files: [...files].map(named) });
    };
    window.addEventListener('paste', pasted);
    return () => window.removeEventListener('paste', pasted);
  }, [t]);
}
