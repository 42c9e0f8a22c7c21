/** What a page wrote to its console, in Electron's words. */
import type { CdpData } from '../chromium/cdp.ts';
import { fromChromium } from '../chromium/own-schemes.ts';

/** The fields of the `console-message` event. */
export interface ConsoleMessage {
  readonly level: 'debug' | 'info' | 'warning' | 'error';
  readonly message: string;
  readonly lineNumber: number;
  readonly sourceId: string;
}

const LEVELS: Readonly<Record<string, ConsoleMessage['level']>> = {
  debug: 'debug',
  verbose: 'debug',
  warning: 'warning',
  error: 'error',
  assert: 'error',
};

/** One reader for each of the three ways in which Chromium reports. */
export const consoleMessage = {
  ofCall({ type, args, stackTrace }: CdpData): ConsoleMessage {
    const frame = stackTrace?.callFrames[0];
    const message = args
      .map((arg: CdpData) => (arg.value === undefined ? (arg.description ?? arg.type) : arg.value))
      .join(' ');
    return make(type, message, frame?.lineNumber, frame?.url);
  },
  ofEntry({ level, text, lineNumber, url }: CdpData): ConsoleMessage {
    return make(level, text, lineNumber, url);
  },
  ofException({ text, exception, lineNumber, url }: CdpData): ConsoleMessage {
    return make('error', `${text} ${exception?.description ?? ''}`.trim(), lineNumber, url);
  },
};

function make(level: string, message: string, line: number | undefined, url: string | undefined): ConsoleMessage {
  return { level: LEVELS[level] ?? 'info', message, lineNumber: (line ?? -1) + 1, sourceId: fromChromium(url ?? '') };
}
