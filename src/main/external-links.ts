import { shell } from 'electron';

/** Longest link that we hand to the system; browsers take no longer ones either. */
const LONGEST = 2_083;

/** Whether a link may leave the app for the user's browser: a web address, and nothing that could start a program. */
export function isWebLink(url: string): boolean {
  const parsed = URL.parse(url);
  return url.length <= LONGEST && (parsed?.protocol === 'https:' || parsed?.protocol === 'http:');
}

/** Opens a link from a message in the user's browser, when it is a web address. */
export async function openExternal(url: string): Promise<void> {
  if (isWebLink(url)) await shell.openExternal(url);
}
