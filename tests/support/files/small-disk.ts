import { spawnSync } from 'node:child_process';
import { closeSync, openSync, rmSync, writeSync } from 'node:fs';

const MOUNT = 'mount -t tmpfs -o "$1" tmpfs "$0" && shift && exec "$@"';
/** Of one's own: the mount is seen by the child alone, and is gone when the child is. The second needs no root. */
const NAMESPACES = [['--mount'], ['--user', '--map-root-user', '--mount']] as const;

/**
 * The start of a command that runs another with a real, small file system of its own at `folder`.
 * @param size in bytes
 * @returns undefined where this machine can't
 */
export function smallDisk(folder: string, size: number): readonly string[] | undefined {
  return diskWith(`size=${size}`, folder);
}

/** As {@link smallDisk}, but one that can't be written at all. */
export function readOnlyDisk(folder: string): readonly string[] | undefined {
  return diskWith('ro', folder);
}

function diskWith(options: string, folder: string): readonly string[] | undefined {
  for (const namespace of NAMESPACES) {
    const wrapper = ['unshare', ...namespace, 'sh', '-c', MOUNT, folder, options];
    const [program = '', ...parameters] = wrapper;
    if (spawnSync(program, [...parameters, 'true']).status === 0) return wrapper;
  }
  return undefined;
}

/** Fills the file system that process `pid` sees at `folder` to its last byte. @returns what makes room again */
export function fillDisk(pid: number, folder: string): () => void {
  const filler = `/proc/${pid}/root${folder}/filler`;
  const file = openSync(filler, 'w');
  try {
    for (let size = 65_536; size >= 1; ) {
      try {
        if (writeSync(file, new Uint8Array(size)) < size) size = Math.floor(size / 2);
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
        size = Math.floor(size / 2);
      }
    }
  } finally {
    closeSync(file);
  }
  return () => rmSync(filler);
}
