import type { ErrorCode, Problem } from '../../shared/error-codes.ts';

/** What the operating system's error names mean where files are concerned. */
const MEANINGS: Readonly<Record<string, readonly [ErrorCode, string]>> = {
  ENOSPC: ['disk_full', 'the disk is full'],
  EDQUOT: ['disk_full', "this user's share of the disk is full"],
  EFBIG: ['disk_full', 'the file system can not hold a file so large'],
  EACCES: ['file_forbidden', 'this user may not do that'],
  EPERM: ['file_forbidden', 'this user may not do that'],
  EROFS: ['file_forbidden', 'the disk can only be read'],
  ENOENT: ['file_missing', 'it is not there'],
  ENOTDIR: ['file_missing', 'a part of its path is a file and no folder'],
  EISDIR: ['store_failed', 'a folder is in its place'],
  EEXIST: ['store_failed', 'a file is in its place'],
  ENAMETOOLONG: ['store_failed', 'its name is too long'],
  ELOOP: ['file_unsafe', 'it is a symbolic link'],
};

/** Says in words why a file could not be read or written. */
export function fileProblem(error: unknown, path: string): Problem {
  const { code } = error as { code?: string };
  const [meaning] = MEANINGS[code ?? ''] ?? (['store_failed'] as const);
  return { code: meaning, text: `${path}: ${systemReason(error)}`, detail: { path } };
}

/** What the operating system refused, as a part of a sentence. */
export function systemReason(error: unknown): string {
  const { code, message } = error as { code?: string; message?: string };
  return MEANINGS[code ?? '']?.[1] ?? message ?? String(error);
}
