/**
 * Windows that a page tries to open. Chromium cannot be asked to forbid them, so every new page waits before its first
 * step, and those that a page opened are closed there: they never load anything.
 */
import type { CdpConnection, CdpData } from './cdp.ts';

/** Starts to watch. */
export async function denyPopups(connection: CdpConnection): Promise<void> {
  const { browser } = connection;
  browser.on('Target.attachedToTarget', ({ targetInfo, sessionId, waitingForDebugger }: CdpData) => {
    const session = connection.session(sessionId);
    if (targetInfo.openerId !== undefined) {
      // The page that opened it shares its thread and stands still while it waits for us: a close alone can be lost in
      // that moment, and then both wait for ever. So it goes on, with every request held back, and is closed.
      session.tell('Fetch.enable');
      session.tell('Runtime.runIfWaitingForDebugger');
      return browser.tell('Target.closeTarget', { targetId: targetInfo.targetId });
    }
    if (!waitingForDebugger) return;
    session.tell('Runtime.runIfWaitingForDebugger');
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
