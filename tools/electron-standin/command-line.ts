/**
 * What the arguments mean to Electron: which are its own, which file is the app. Follows Electron's own order of
 * reading: the first argument that is no switch is the app, and everything stays in `process.argv` for the app.
 */

/** The arguments after the executable, read once. */
export interface CommandLine {
  /** All arguments, unchanged. */
  readonly args: readonly string[];
  /** Files of `-r FILE`, to be required before the app. */
  readonly requires: readonly string[];
  /** The app's folder or main file; undefined when none was given. */
  readonly appPath: string | undefined;
  /** Port of `--inspect[=[HOST:]PORT]`; undefined when not asked for. */
  readonly inspectPort: number | undefined;
  /** Whether main waits for a debugger before its first line (`--inspect-brk`). */
  readonly inspectBreak: boolean;
  /** Port of `--remote-debugging-port=PORT`; undefined when not asked for. */
  readonly devToolsPort: number | undefined;
  /** `--version` or `-v` before the app's path. */
  readonly version: boolean;
  /** Switches as Chromium reads them: `--name` or `--name=value`, never `--name value`; names are lower case. */
  readonly switches: ReadonlyMap<string, string>;
}

/** Reads the arguments after the executable's name. */
export function readCommandLine(args: readonly string[]): CommandLine {
  const switches = readSwitches(args);
  const inspect = switches.get('inspect') ?? switches.get('inspect-brk');
  const devTools = switches.get('remote-debugging-port');
  return {
    args,
    ...readOwnArguments(args),
    inspectPort: inspect === undefined ? undefined : portOf(inspect, 9229),
    inspectBreak: switches.has('inspect-brk'),
    devToolsPort: devTools === undefined ? undefined : portOf(devTools, 0),
    switches,
  };
}

function readSwitches(args: readonly string[]): Map<string, string> {
  const switches = new Map<string, string>();
  for (const arg of args) {
    if (arg === '--') break;
    const match = /^--?([^=]+)(?:=(.*))?$/s.exec(arg);
    if (match?.[1] !== undefined) switches.set(match[1].toLowerCase(), match[2] ?? '');
  }
  return switches;
}

function readOwnArguments(args: readonly string[]): Pick<CommandLine, 'requires' | 'appPath' | 'version'> {
  const requires: string[] = [];
  for (let at = 0; at < args.length; at++) {
    const arg = args[at] as string;
    if (arg === '-r' || arg === '--require') requires.push(args[++at] ?? '');
    else if (arg === '-v' || arg === '--version') return { requires, appPath: undefined, version: true };
    else if (!arg.startsWith('-')) return { requires, appPath: arg, version: false };
  }
  return { requires, appPath: undefined, version: false };
}

function portOf(value: string, fallback: number): number {
  const port = Number.parseInt(value.slice(value.lastIndexOf(':') + 1), 10);
  return Number.isInteger(port) ? port : fallback;
}
