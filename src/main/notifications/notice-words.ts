import type { PrivateMessage } from '../../shared/sealed/private-models.ts';
import { oneLine, withoutMarkup } from '../desktop-text.ts';
import type { Language } from '../menu-labels.ts';
import type { NotificationWords } from '../transfer-words.ts';
import { WINDOW_LIMITS } from '../window-limits.ts';
import type { Notice } from './notice-desk.ts';

interface Words {
  readonly title: (room: string, count: number) => string;
  readonly said: (nick: string, text: string) => string;
  readonly file: (nick: string, name: string) => string;
  readonly hidden: (count: number) => string;
  readonly hiddenForMe: string;
  readonly reply: string;
  readonly notSent: (room: string) => string;
  readonly privately: (nick: string, room: string) => string;
  readonly privateHidden: string;
}

const WORDS: Readonly<Record<Language, Words>> = {
  en: {
    title: (room, count) => (count === 1 ? room : `${room} · ${count} new`),
    said: (nick, text) => `${nick}: ${text}`,
    file: (nick, name) => `${nick} sent a file: ${name}`,
    hidden: (count) => (count === 1 ? 'A new message' : `${count} new messages`),
    hiddenForMe: 'Somebody mentioned you',
    reply: 'Reply',
    notSent: (room) => `Your answer in ${room} was not sent`,
    privately: (nick, room) => `${nick}, privately · ${room}`,
    privateHidden: 'A private message',
  },
  'zh-CN': {
    title: (room, count) => (count === 1 ? room : `${room} · ${count} 条新消息`),
    said: (nick, text) => `${nick}：${text}`,
    file: (nick, name) => `${nick} 发送了文件：${name}`,
    hidden: (count) => `${count} 条新消息`,
    hiddenForMe: '有人提到了你',
    reply: '回复',
    notSent: (room) => `你在 ${room} 的回复未能发送`,
    privately: (nick, room) => `${nick}（私密）· ${room}`,
    privateHidden: '一条私密消息',
  },
};

function body({ last, count, isForMe }: Notice, words: Words, preview: boolean): string {
  if (!preview) return isForMe ? words.hiddenForMe : words.hidden(count);
  return (last.isFile ? words.file : words.said)(last.nick, last.text);
}

/**
 * What a room's notification says.
 * @param preview whether it shows what was said
 */
export function noticeWords(
  notice: Notice,
  language: Language,
  preview: boolean,
  platform: NodeJS.Platform,
): NotificationWords {
  const words = WORDS[language];
  const shown = (text: string) => withoutMarkup(oneLine(text, WINDOW_LIMITS.noticeLength), platform);
  return { title: shown(words.title(notice.room, notice.count)), body: shown(body(notice, words, preview)) };
}

/**
 * What a private message's notification says; of one that could not be opened nothing but that there is one.
 * @param preview whether it shows what was said
 */
export function privateWords(
  room: string,
  { nick, content, problem }: PrivateMessage,
  language: Language,
  preview: boolean,
  platform: NodeJS.Platform,
): NotificationWords {
  const words = WORDS[language];
  const shown = (text: string) => withoutMarkup(oneLine(text, WINDOW_LIMITS.noticeLength), platform);
  const said = content?.kind === 'text' ? content.text : content?.kind === 'file' ? content.file.name : undefined;
  const body = preview && !problem && said !== undefined ? said : words.privateHidden;
  return { title: shown(words.privately(nick, room)), body: shown(body) };
}

/** What stands in the field of a notification in which one answers. */
export function replyWords(language: Language): string {
  return WORDS[language].reply;
}

/** What is said of an answer that the room did not take. */
export function notSentWords(
  room: string,
  text: string,
  language: Language,
  platform: NodeJS.Platform,
): NotificationWords {
  const shown = (part: string) => withoutMarkup(oneLine(part, WINDOW_LIMITS.noticeLength), platform);
  return { title: shown(WORDS[language].notSent(room)), body: shown(text) };
}
