import type { FileInfo } from '../../shared/files/file-models.ts';
import { isCount, isText } from '../wire/field-guards.ts';
import { FILE_SIZE_MAX, FILENAME_MAX, MEDIA_MAX } from './constants.ts';
import { isFolderSize, isHash } from './file-messages.ts';

/** Guards the `file` of an event; one that is not whole makes the event a line of text and no file. */
export function isFileInfo(value: unknown): value is FileInfo {
  if (typeof value !== 'object' || value === null) return false;
  const { name, size, hash, pieces, type, folder } = value as Partial<FileInfo>;
  return (
    isText(name, FILENAME_MAX) &&
    isCount(size) &&
    size <= FILE_SIZE_MAX &&
    isHash(hash) &&
    isHash(pieces) &&
    isText(type, MEDIA_MAX) &&
    (folder === undefined || isFolderSize(folder))
  );
}

/** The same without what a newer version may have added. */
export function toFileInfo({ name, size, hash, pieces, type, folder }: FileInfo): FileInfo {
  const info = { name, size, hash, pieces, type };
  return folder ? { ...info, folder: { files: folder.files, bytes: folder.bytes } } : info;
}
