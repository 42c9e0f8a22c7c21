import { app } from 'electron';
import { z } from 'zod';
import type { StartRequest } from './command-line.ts';

const SHUTDOWN_SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** What a second start hands to the first: the part of its command line that opens a room. */
const handedOver = z.object({
  join: z.string().max(300).optional(),
  link: z.string().max(300).optional(),
  hidden: z.boolean().optional(),
});
export type HandedOver = z.infer<typeof handedOver>;

/**
 * Claims the data folder for this process.
 * @returns false when another Partyline has it; that one was told what this start asked for
 */
export function claimDataFolder({ join, link, hidden }: StartRequest): boolean {
  return app.requestSingleInstanceLock({ join, link, hidden });
}

/** @returns its own unsubscribe */
export function onSecondStart(started: (request: HandedOver) => void): () => void {
  const listener = (_event: unknown, _argv: unknown, _folder: unknown, data: unknown) => {
    const parsed = handedOver.safeParse(data);
    started(parsed.success ? parsed.data : {});
  };
  app.on('second-instance', listener);
  return () => app.off('second-instance', listener);
}

/** Ends the app in good order when the terminal or the system says so. A signal is no question. */
export function onShutdownSignal(shutDown: () => void): void {
  for (const signal of SHUTDOWN_SIGNALS) process.on(signal, shutDown);
}
