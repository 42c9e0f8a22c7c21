import type { Problem, Result } from '../../shared/error-codes.ts';
import { fileLimits } from '../../shared/files/file-defaults.ts';
import type { FileSettings } from '../../shared/files/file-settings.ts';
import type { LimitSettings } from '../../shared/settings/limit-settings.ts';
import type { HostOptions } from '../hosting/host-options.ts';
import { RoomHost } from '../hosting/room-host.ts';

/** Ports that are tried one after the other where each is taken in the moment in which it was found free. */
const TRIES = 8;

/**
 * Opens a room. Where its port is taken and may be another, the next free one is taken instead.
 * @param mayMove whether the room may go to another port than this one
 * @param notice hears of what the room survived and its host should know
 */
export async function openHost(
  options: Omit<HostOptions, 'limits' | 'notice'>,
  { files, limits: guards }: { readonly files: FileSettings; readonly limits: LimitSettings },
  mayMove: (port: number) => boolean,
  notice: (problem: Problem) => void,
): Promise<Result<RoomHost>> {
  const limits = { ...guards, ...fileLimits(files) };
  let { port } = options;
  for (let left = TRIES; ; left -= 1) {
    const opened = await RoomHost.open({ ...options, port, limits, notice });
    if (opened.ok || opened.problem.code !== 'port_in_use' || left === 0) return opened;
    const free = opened.problem.detail?.freePort;
    if (typeof free !== 'number' || !mayMove(port)) return opened;
    port = free;
  }
}
