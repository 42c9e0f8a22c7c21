import { shell } from 'electron';

/** Longest link that we hand to the system; browsers take no longer ones either. */
const LONGEST = 2_083;

/**
 * A link as it may leave the app for the user's browser: a web address and nothing that could start a program, written anew, so that what
 * the system gets is what was checked.
 * @returns undefined for any other, also for one with a password in it
 */
export function webLink(url: string): string | undefined {
  const parsed = url.length <= LONGEST ? URL.parse(url) : null;
  if (parsed?.protocol !== 'https:' && parsed?.protocol !== 'http:') return undefined;
  return parsed.username === '' && parsed.password === '' && parsed.href.length <= LONGEST ? parsed.href : undefined;
}

/** Opens a link from a message in the user's browser, when it is a web address. */
export async function openExternal(url: string): Promise<void> {
  const link = webLink(url);
  if (link !== undefined) await shell.openExternal(link);
}
