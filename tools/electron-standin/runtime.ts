/** What the parts of the stand-in share: the arguments, and Chromium once it runs. */
import type { Chromium } from './chromium/launch.ts';
import type { CommandLine } from './command-line.ts';

interface Runtime {
  commandLine: CommandLine;
  /** Undefined until the app is ready. */
  chromium: Chromium | undefined;
}

/** Set by start.ts before anything else runs. */
export const runtime: Runtime = {
  commandLine: {
    args: [],
    requires: [],
    appPath: undefined,
    inspectPort: undefined,
    inspectBreak: false,
    devToolsPort: undefined,
    version: false,
    switches: new Map(),
  },
  chromium: undefined,
};

/** The running Chromium; throws Electron's sentence when it is too early. */
export function runningChromium(what: string): Chromium {
  if (runtime.chromium === undefined) throw new Error(`Cannot create ${what} before app is ready`);
  return runtime.chromium;
}
