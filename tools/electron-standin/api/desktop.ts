/** The parts of the desktop that are recorded and never really used: links and power. */
import { EventEmitter } from 'node:events';
import { record } from '../recorder.ts';
import { failLoudlyObject } from '../unanswered.ts';

/** `shell`: nothing is ever opened. */
export const shell = failLoudlyObject(
  {
    async openExternal(url: string, options?: object): Promise<void> {
      record('shell.openExternal', url, options);
    },
    async openPath(path: string): Promise<string> {
      record('shell.openPath', path);
      return '';
    },
    showItemInFolder(path: string): void {
      record('shell.showItemInFolder', path);
    },
    async trashItem(path: string): Promise<void> {
      record('shell.trashItem', path);
    },
    beep(): void {
      record('shell.beep');
    },
  },
  'Shell',
  'shell',
);

/** `powerMonitor`: silent until a test emits `suspend` or `resume` on it. */
export const powerMonitor = failLoudlyObject(
  Object.assign(new EventEmitter(), {
    isOnBatteryPower: () => false,
    getSystemIdleTime: () => 0,
    getSystemIdleState: () => 'active',
  }),
  'PowerMonitor',
  'powerMonitor',
);

const blockers = new Set<number>();
let lastBlocker = 0;

/** `powerSaveBlocker`: counted, and nothing is kept awake. */
export const powerSaveBlocker = failLoudlyObject(
  {
    start(type: string): number {
      record('powerSaveBlocker.start', type);
      blockers.add(++lastBlocker);
      return lastBlocker;
    },
    stop(id: number): boolean {
      record('powerSaveBlocker.stop', id);
      return blockers.delete(id);
    },
    isStarted: (id: number) => blockers.has(id),
  },
  'PowerSaveBlocker',
  'powerSaveBlocker',
);
