/** The other end of page/file-path.ts: finds the path of a file while the page stands still, and lets it go on. */
import { pathOfFile } from '../page/file-path.ts';
import type { CdpData, CdpSession } from './cdp.ts';

/** Answers every question for a path; whatever else stops a page (a `debugger` of its own) is passed over. */
export async function answerFilePaths(session: CdpSession): Promise<void> {
  session.on('Debugger.paused', ({ callFrames }: CdpData) => {
    const [frame] = callFrames;
    const answered = frame?.functionName === pathOfFile.name ? answer(session, frame.callFrameId) : Promise.resolve();
    // A page that is gone asks no more.
    answered.catch(() => {}).finally(() => session.tell('Debugger.resume'));
  });
  await session.send('Debugger.enable');
}

async function answer(session: CdpSession, callFrameId: string): Promise<void> {
  const evaluate = (expression: string): Promise<CdpData> =>
    session.send('Debugger.evaluateOnCallFrame', { callFrameId, expression, silent: true });
  const { result } = await evaluate('answer.file');
  const { path } = await session.send('DOM.getFileInfo', { objectId: result.objectId });
  await evaluate(`answer.path = ${JSON.stringify(path)}`);
}
