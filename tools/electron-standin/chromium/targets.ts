/** Watches what Chromium opens: titles of our pages, and windows that a page opens, which are closed again. */
import type { CdpConnection, CdpData } from './cdp.ts';

/** The part of a page's owner that is told. */
export interface TargetOwner {
  setTitle(title: string): void;
}

/** Before a document has said its title, Chromium makes one from the address. */
function isMadeUp({ title, url }: CdpData): boolean {
  return title === '' || title === url || url.includes(`//${title}`);
}

/** Starts to watch. @param ownerOf the owner of a target, if it is one of ours */
export async function watchTargets(
  connection: CdpConnection,
  ownerOf: (targetId: string) => TargetOwner | undefined,
): Promise<void> {
  const { browser } = connection;
  browser.on('Target.targetInfoChanged', ({ targetInfo }: CdpData) => {
    if (targetInfo.type === 'page' && !isMadeUp(targetInfo)) ownerOf(targetInfo.targetId)?.setTitle(targetInfo.title);
  });
  browser.on('Target.attachedToTarget', ({ targetInfo, sessionId, waitingForDebugger }: CdpData) => {
    const opener = targetInfo.openerId === undefined ? undefined : ownerOf(targetInfo.openerId);
    if (opener !== undefined) return browser.tell('Target.closeTarget', { targetId: targetInfo.targetId });
    if (!waitingForDebugger) return;
    const session = connection.session(sessionId);
    session.tell('Runtime.runIfWaitingForDebugger');
    browser.tell('Target.detachFromTarget', { sessionId });
  });
  await browser.send('Target.setDiscoverTargets', { discover: true });
  // Every new page waits until it was looked at, so that a window that is denied never loads anything.
  await browser.send('Target.setAutoAttach', {
    autoAttach: true,
    waitForDebuggerOnStart: true,
    flatten: true,
    filter: [{ type: 'page' }],
  });
}
