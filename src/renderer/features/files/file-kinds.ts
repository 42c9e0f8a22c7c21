import {
  File,
  FileArchive,
  FileCode,
  FileMusic,
  FileSpreadsheet,
  FileText,
  Film,
  Folder,
  Image,
  type LucideIcon,
  Presentation,
  SquareTerminal,
} from 'lucide-react';
import { isExecutableName } from '../../../shared/files/file-kind.ts';
import type { CardFile } from '../../stores/conversation/rows.ts';

/** What a file is to a person; `files.kinds.<kind>` in the locale files names each. */
export type FileKind =
  | 'folder'
  | 'program'
  | 'picture'
  | 'video'
  | 'audio'
  | 'archive'
  | 'sheet'
  | 'slides'
  | 'code'
  | 'document'
  | 'other';

export const KIND_ICONS: Readonly<Record<FileKind, LucideIcon>> = {
  folder: Folder,
  program: SquareTerminal,
  picture: Image,
  video: Film,
  audio: FileMusic,
  archive: FileArchive,
  sheet: FileSpreadsheet,
  slides: Presentation,
  code: FileCode,
  document: FileText,
  other: File,
};

const BY_TYPE: readonly (readonly [RegExp, FileKind])[] = [
  [/^image\//, 'picture'],
  [/^video\//, 'video'],
  [/^audio\//, 'audio'],
  [/zip|compressed|vnd\.rar|x-tar/, 'archive'],
  [/spreadsheet|ms-excel|^text\/csv/, 'sheet'],
  [/presentation|powerpoint/, 'slides'],
  [/pdf|msword|wordprocessing/, 'document'],
  [/^text\/(html|css|javascript|x-python)|json|xml/, 'code'],
  [/^text\//, 'document'],
];

/** What a file is by its name's ending; one that some system runs is a program, whatever else it is. */
export function fileKind({ name, type, folder }: Pick<CardFile, 'name' | 'type' | 'folder'>): FileKind {
  if (folder) return 'folder';
  if (isExecutableName(name)) return 'program';
  // A document's type holds «xml» as well: the narrower patterns stand first.
  return BY_TYPE.find(([pattern]) => pattern.test(type))?.[1] ?? 'other';
}
