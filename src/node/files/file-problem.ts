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
  ENOTDIR: ['file_missing', 'it is not there'],
  ELOOP: ['file_unsafe', 'it is a symbolic link'],
};

/** Says in words why a file could not be read or written. */
export function fileProblem(error: unknown, path: string): Problem {
  const { code, message } = error as { code?: string; message?: string };
  const [meaning, text] = MEANINGS[code ?? ''] ?? (['store_failed', message ?? String(error)] as const);
  return { code: meaning, text: `${path}: ${text}`, detail: { path } };
}
