/** `app.commandLine`: the switches given at the start, and those that the app adds for Chromium. */
import { runtime } from '../runtime.ts';
import { failLoudly } from '../unanswered.ts';

/** Those that the stand-in sets itself; the app's would contradict them. */
const RESERVED = new Set([
  'remote-debugging-port',
  'remote-debugging-pipe',
  'user-data-dir',
  'headless',
  'disable-features',
]);

/** @see https://www.electronjs.org/docs/latest/api/command-line */
export class CommandLineSwitches {
  private readonly added = new Map<string, string>();

  appendSwitch(name: string, value = ''): void {
    this.added.set(name.toLowerCase(), value);
  }
  appendArgument(_value: string): void {}
  hasSwitch(name: string): boolean {
    return this.added.has(name) || runtime.commandLine.switches.has(name);
  }
  getSwitchValue(name: string): string {
    return this.added.get(name) ?? runtime.commandLine.switches.get(name) ?? '';
  }
  removeSwitch(name: string): void {
    this.added.delete(name);
  }
  /** What the app added, for Chromium's start. */
  forChromium(): string[] {
    return [...this.added]
      .filter(([name]) => !RESERVED.has(name))
      .map(([name, value]) => (value === '' ? `--${name}` : `--${name}=${value}`));
  }
}
failLoudly(CommandLineSwitches, 'CommandLine');
