import type { Member } from '../../shared/models.ts';
import { cleanNick, NICK_RULES } from '../../shared/nickname.ts';
import type { HostMessage, Welcome } from '../wire/messages.ts';
import { onOneLine } from './event-lines.ts';

/** How every greeting begins: by it a guest of ours that was taken for a plain one knows what it is told. */
export const GREETING_START = '* Partyline: ';
/** What is shown for a member, told apart from those who look the same. */
type NameOf = (member: Member) => string;
/** Members that `/who` names; the rest are counted. */
const NAMED_MOST = 100;

/** What a plain guest reads first. */
export function greeting({ room, you, members }: Welcome, nick: string, nameOf: NameOf): string {
  const self = members.find(({ id }) => id === you);
  const name = self ? nameOf(self) : nick;
  return (
    `${GREETING_START}you are "${onOneLine(name)}" in "${onOneLine(room.name)}". ` +
    'Each line that you write is said; /help tells more, exit or 拜拜 leaves.\n'
  );
}

/** The answer to `/help`. */
export const HELP =
  '* Each line is a message to everybody here, and comes back to you when it is on disk.\n' +
  '* /nick NAME   be called otherwise\n' +
  '* /who         who is here\n' +
  '* exit, 拜拜   leave\n';

/** What answers a line, or a datagram, that says nothing: who takes turns waits for something. */
export const NOTHING_SAID = '* Nothing was said: that line is empty.\n';
export const UNREADABLE = '* Not said: that is no text, neither UTF-8 nor GB18030.\n';
export const BAD_NICK = `* A${NICK_RULES.slice(1)}: /nick NAME\n`;
export const NOT_LET_IN = `${GREETING_START}this room lets in the app only, no scripts and no netcat.\n`;

/** What answers a datagram that came too early. */
export const TOO_FAST = notSaid('too_fast', 'you speak faster than this room lets anybody');

/** What ends a telnet that never has done asking. */
export const ENDLESS_TELNET = '* Those are more questions than any telnet has.\n';

/** What greets a browser, in its own language. */
export const HTTP_ANSWER = httpAnswer('This is a room of Partyline, a chat, and no web page. Join it with the app.\n');

function httpAnswer(text: string): string {
  return (
    'HTTP/1.1 400 Bad Request\r\nContent-Type: text/plain; charset=utf-8\r\nConnection: close\r\n' +
    `Content-Length: ${text.length}\r\n\r\n${text}`
  );
}

/** Why a message was not taken. */
export function notSaid(code: string, text: string): string {
  return `* Not said: ${onOneLine(text)} (${code}).\n`;
}

/** The last line to whoever leaves by its own wish, in the language that it wrote. */
export function farewell(inChinese: boolean): string {
  return inChinese ? '您断开了连接.\n' : 'You left the room.\n';
}

/** The answer to `/nick`: nothing when the room is told of the new nickname, which is answer enough. */
export function nickAnswer(wanted: string, present: string | undefined): string {
  const nick = cleanNick(wanted);
  if (nick === undefined) return BAD_NICK;
  return nick === present ? `* You are called ${onOneLine(nick)} already.\n` : '';
}

/** The answer to `/who`. */
export function whoIsHere(members: readonly Member[], you: string | undefined, nameOf: NameOf): string {
  const names = members.slice(0, NAMED_MOST).map((member) => {
    const part = [...(member.host ? ['host'] : []), ...(member.id === you ? ['you'] : [])];
    const name = onOneLine(nameOf(member));
    return part.length === 0 ? name : `${name} (${part.join(', ')})`;
  });
  const more = members.length > NAMED_MOST ? ` and ${members.length - NAMED_MOST} more` : '';
  return `* Here: ${names.join(', ')}${more}\n`;
}

const WAITS = '* You knocked: wait until somebody in the room lets you in. exit leaves.\n';

/** What the room said to one guest alone, beside its greeting and its farewell; empty for what means nothing to it. */
export function roomWords(message: HostMessage): string {
  switch (message.type) {
    case 'refused':
      return notSaid(message.code, message.text);
    case 'waiting':
      return WAITS;
    case 'error':
      return `* ${onOneLine(message.text)} (${message.code})\n`;
    default:
      return '';
  }
}
