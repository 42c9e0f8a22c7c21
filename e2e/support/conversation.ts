/** A conversation as people have it, for pictures. */
import { expect, type Page } from '@playwright/test';
import type { Terminal } from './terminal.ts';
import { message, sayAccepted } from './window.ts';

/** Who speaks: a window, or a terminal whose words `seenBy` awaits. */
export type Speaker = { readonly page: Page } | { readonly terminal: Terminal; readonly seenBy: Page };

/** Has somebody say something and waits until it is in the room. */
export async function speak(speaker: Speaker, text: string): Promise<void> {
  if ('page' in speaker) return sayAccepted(speaker.page, text);
  speaker.terminal.type(text);
  await expect(message(speaker.seenBy, text)).toBeVisible();
}

/** Three people plan their evening: short and long, a link, code, emoji, Chinese and English. */
export async function planTheEvening(ada: Speaker, ben: Speaker, lin: Speaker): Promise<void> {
  await speak(ada, 'Morning! The projector in room 204 is fixed.');
  await speak(ben, 'Finally 🎉');
  await speak(lin, '太好了！那今晚的读书会还在老地方吗？');
  await speak(ada, '对，七点。Ben, seven o’clock, same place.');
  await speak(
    ben,
    'I will bring the new chapter. It is about how TCP keeps bytes in order while UDP simply lets them go, and why a chat needs one and a game the other.',
  );
  await speak(ben, 'Does anybody have the sample script?');
  await speak(lin, 'import socket; print(socket.gethostname())');
  await speak(ada, 'That one. See you all tonight!');
}
