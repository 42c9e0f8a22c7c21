import { Notification } from 'electron';
import type { Log } from './log.ts';
import type { NotificationWords } from './transfer-words.ts';

export interface DesktopNotice {
  readonly words: NotificationWords;
  /** Where the system knows ids, one with the same is replaced. */
  readonly id?: string;
  /** What stands in the field in which one answers, where the system has one. */
  readonly reply?: string;
}

export interface NoticeHandlers {
  clicked(): void;
  replied?(text: string): void;
}

/** Those that are shown: one that nothing holds is collected, and its click is never heard. */
const shown = new Set<Notification>();

/**
 * Says something on the desktop, where there is a place for it, and without a sound: the app makes its own.
 * @returns takes it back
 */
export function notify({ words, id, reply }: DesktopNotice, handlers: NoticeHandlers, log: Log): () => void {
  if (!Notification.isSupported()) return () => {};
  const named = id === undefined ? {} : { id };
  const answered = reply === undefined ? {} : { hasReply: true, replyPlaceholder: reply };
  const notification = new Notification({ ...words, silent: true, ...named, ...answered });
  const gone = () => shown.delete(notification);
  shown.add(notification);
  notification.once('click', () => {
    gone();
    handlers.clicked();
  });
  notification.once('reply', (details) => {
    gone();
    handlers.replied?.(details.reply);
  });
  // Windows keeps one whose time is over in its list, where it can still be clicked.
  notification.on('close', ({ reason }) => reason !== 'timedOut' && gone());
  notification.once('failed', (_event, error) => {
    gone();
    log.warn(`no notification: ${error}`, { code: 'no_notification' });
  });
  notification.show();
  return () => {
    if (gone()) notification.close();
  };
}
