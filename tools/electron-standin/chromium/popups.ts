/**
 * Windows that a page tries to open. Chromium cannot be asked to forbid them, so every new page waits before its first
 * step, and those that a page opened are closed there: they never load anything.
 */
import type { CdpConnection, CdpData } from './cdp.ts';

/** Starts to watch. */
export async function denyPopups(connection: CdpConnection): Promise<void> {
  const { browser } = connection;
  browser.on('Target.attachedToTarget', ({ targetInfo, sessionId, waitingForDebugger }: CdpData) => {
    if (targetInfo.openerId !== undefined) return browser.tell('Target.closeTarget', { targetId: targetInfo.targetId });
    if (!waitingForDebugger) return;
    connection.session(sessionId).tell('Runtime.runIfWaitingForDebugger');
    browser.tell('Target.detachFromTarget', { sessionId });
  });
  await browser.send('Target.setDiscoverTargets', { discover: true });
  await browser.send('Target.setAutoAttach', {
    autoAttach: true,
    waitForDebuggerOnStart: true,
    flatten: true,
    filter: [{ type: 'page' }],
  });
}
