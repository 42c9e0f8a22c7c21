/** Joins Chromium's requests with the app: `will-navigate`, own schemes, changed headers. */
import type { RequestPort } from '../chromium/request-router.ts';
import { makeEvent } from './event.ts';
import { settlePermissions } from './permissions.ts';
import { handlerOfScheme } from './protocol.ts';
import { defaultSession } from './session.ts';
import { WebContents } from './web-contents.ts';

/** The one port of {@link routeRequests}. */
export const requestPort: RequestPort = {
  allowNavigation(frameId, url) {
    const contents = WebContents.getAllWebContents().find((one) => one.page.frames.has(frameId));
    if (contents === undefined) return true;
    const allowed = allow(contents, frameId, url);
    if (allowed && frameId === contents.page.targetId) void settlePermissions(contents, defaultSession, url);
    return allowed;
  },
  async answer(request) {
    const handler = handlerOfScheme(new URL(request.url).protocol.slice(0, -1));
    return handler?.(request);
  },
  changeHeaders(url, status, headers) {
    return defaultSession.webRequest.changeHeaders(url, status, headers);
  },
};

/** Only what the page itself began is asked about: `loadURL`, `reload` and the like are the app's own wish. */
function allow(contents: WebContents, frameId: string, url: string): boolean {
  if (!contents.page.takeRequestedNavigation(frameId)) return true;
  const frame = contents.frameById(frameId);
  const isMainFrame = frame?.parent === null;
  const event = makeEvent({ url, isSameDocument: false, isMainFrame, frame, initiator: frame });
  contents.emit('will-frame-navigate', event);
  if (isMainFrame && !event.defaultPrevented) contents.emit('will-navigate', event, url, false, true, 1, 1);
  return !event.defaultPrevented;
}
