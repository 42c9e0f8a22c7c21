/** The other end of page/file-path.ts: finds the path of a file while the page stands still, and lets it go on. */
import { pathOfFile } from '../page/file-path.ts';
import type { CdpData, CdpSession } from './cdp.ts';

/** Answers every question for a path, once the session debugs; a `debugger` statement of the page's own is passed over. */
export function answerFilePaths(session: CdpSession): void {
  session.on('Debugger.paused', ({ callFrames }: CdpData) => {
    const [frame] = callFrames;
    const answered = frame?.functionName === pathOfFile.name ? answer(session, frame.callFrameId) : Promise.resolve();
    // A page that is gone asks no more.
    answered.catch(() => {}).finally(() => session.tell('Debugger.resume'));
  });
}

async function answer(session: CdpSession, callFrameId: string): Promise<void> {
  const evaluate = (expression: string): Promise<CdpData> =>
    session.send('Debugger.evaluateOnCallFrame', { callFrameId, expression, silent: true });
  const { result } = await evaluate('answer.file');
  const { path } = await session.send('DOM.getFileInfo', { objectId: result.objectId });
  await evaluate(`answer.path = ${JSON.stringify(path)}`);
}
