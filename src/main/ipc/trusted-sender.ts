import type { WebFrameMain } from 'electron';

/**
 * Whether a call comes from our own page: the top frame, with content from `origin`. A frame that is gone by the time
 * the call arrives is nobody.
 * @param origin scheme and host, without a slash at the end
 */
export function isTrustedSender(frame: Pick<WebFrameMain, 'parent' | 'url'> | null, origin: string): boolean {
  return frame !== null && frame.parent === null && frame.url.startsWith(`${origin}/`);
}
