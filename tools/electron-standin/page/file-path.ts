/**
 * Where a dropped or chosen file is on disk. Only the browser knows, and a preload is told at once: this function stops
 * at the `debugger` statement until the stand-in, whose session is the debugger, has put the answer into `path` (see
 * chromium/file-paths.ts). Runs inside the page's isolated world: no outside names.
 */
export function pathOfFile(file: File): string {
  if (!(file instanceof File)) throw new TypeError('getPathForFile needs a File');
  const answer = { file, path: '' };
  // biome-ignore lint/suspicious/noDebugger: the only way by which a page can be answered while it waits
  debugger;
  return answer.path;
}

/** Tells when files are dragged over the page or were chosen: a page that has a debugger is slower, so it gets one then. */
export function watchForFiles(tell: (text: string) => void): void {
  for (const event of ['dragenter', 'change']) window.addEventListener(event, () => tell(''), { capture: true });
}
