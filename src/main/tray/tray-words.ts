import type { QuietChoice } from '../../shared/do-not-disturb.ts';
import type { Language } from '../menu-labels.ts';

export interface TrayWords {
  readonly open: string;
  readonly quit: string;
  readonly noRooms: string;
  readonly more: (count: number) => string;
  readonly doNotDisturb: string;
  /** @param until the time of day, or the day and the time */
  readonly quietUntil: (until: string) => string;
  readonly quiet: Readonly<Record<QuietChoice, string>>;
  readonly room: (name: string, unread: string, isForMe: boolean) => string;
  readonly away: (name: string) => string;
  readonly unread: (count: number) => string;
}

const WORDS: Readonly<Record<Language, TrayWords>> = {
  en: {
    open: 'Open Partyline',
    quit: 'Quit Partyline',
    noRooms: 'You are in no room',
    more: (count) => `${count} more…`,
    doNotDisturb: 'Do Not Disturb',
    quietUntil: (until) => `Do Not Disturb until ${until}`,
    quiet: { off: 'Off', hour: 'For One Hour', tomorrow: 'Until Tomorrow', on: 'Until I Turn It Off' },
    room: (name, unread, isForMe) => (isForMe ? `${name}  (${unread}, one for you)` : `${name}  (${unread})`),
    away: (name) => `${name}  (not connected)`,
    unread: (count) => `${count} unread`,
  },
  'zh-CN': {
    open: '打开 Partyline',
    quit: '退出 Partyline',
    noRooms: '你不在任何房间中',
    more: (count) => `还有 ${count} 个…`,
    doNotDisturb: '勿扰',
    quietUntil: (until) => `勿扰至 ${until}`,
    quiet: { off: '关闭', hour: '一小时', tomorrow: '直到明天', on: '直到我关闭' },
    room: (name, unread, isForMe) => (isForMe ? `${name}（${unread}，有人提到你）` : `${name}（${unread}）`),
    away: (name) => `${name}（未连接）`,
    unread: (count) => `${count} 条未读`,
  },
};

/** The words of the tray's menu. */
export function trayWords(language: Language): TrayWords {
  return WORDS[language];
}

/** A moment as people write it, by the clock on this computer's wall; with its day where that is not today's. */
export function momentWords(at: number, now: number, language: Language): string {
  const isToday = new Date(at).toDateString() === new Date(now).toDateString();
  const time = { hour: 'numeric', minute: '2-digit' } as const;
  return new Intl.DateTimeFormat(language, isToday ? time : { weekday: 'short', ...time }).format(at);
}
