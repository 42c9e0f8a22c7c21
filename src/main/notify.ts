import { Notification } from 'electron';
import type { Log } from './log.ts';
import type { NotificationWords } from './transfer-words.ts';

/** Those that are shown: one that nothing holds is collected, and its click is never heard. */
const shown = new Set<Notification>();

/** Says something on the desktop, where there is a place for it. */
export function notify(words: NotificationWords, onClick: () => void, log: Log): void {
  if (!Notification.isSupported()) return;
  const notification = new Notification({ ...words });
  const gone = () => shown.delete(notification);
  shown.add(notification);
  notification.once('click', () => {
    gone();
    onClick();
  });
  notification.once('close', gone);
  notification.once('failed', (_event, error) => {
    gone();
    log.warn(`no notification: ${error}`, { code: 'no_notification' });
  });
  notification.show();
}
