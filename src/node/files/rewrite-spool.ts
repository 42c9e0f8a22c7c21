import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import type { Problem } from '../../shared/error-codes.ts';
import { PRIVATE_FILE } from '../store/private-files.ts';
import type { Rest } from '../store/rest/rest.ts';
import { UNFINISHED } from '../store/whole-file.ts';
import { OPEN } from './disk-file.ts';
import { PathFile } from './path-file.ts';
import { contentBytes, SealedFile } from './sealed-file.ts';
import { NAME, PIECES, SpoolNames, type Spot } from './spool-names.ts';

const STEP_BYTES = 1_048_576;

export interface SpoolParts {
  readonly rest: Rest;
  /** Lets others have their turn. */
  readonly pause: () => Promise<void>;
  readonly isOver: () => boolean;
}

/**
 * Rewrites the contents of a spool as they lie now, each as a whole: the old one goes when the new one is there. What is still being
 * put together stays as it was begun. @returns how many were left @throws what the system says
 */
export async function rewriteSpool(folder: string, { rest, pause, isOver }: SpoolParts): Promise<number> {
  const names = new SpoolNames(folder, rest);
  let left = 0;
  for (const { name, isSealed } of wholeContents(folder, names)) {
    if (isSealed === rest.isOn) continue;
    if (isOver()) return left + 1;
    const from = { path: names.path(name, isSealed), isSealed };
    const to = { path: names.path(name, !isSealed), isSealed: !isSealed };
    if (!(await copy(from, to, rest, pause))) {
      left += 1;
      continue;
    }
    for (const ending of ['', PIECES, NAME]) rmSync(`${from.path}${ending}`, { force: true });
  }
  return left;
}

function wholeContents(
  folder: string,
  names: SpoolNames,
): readonly { readonly name: string; readonly isSealed: boolean }[] {
  if (!existsSync(folder)) return [];
  const shelves = readdirSync(folder, { withFileTypes: true }).filter((shelf) => shelf.isDirectory());
  return shelves
    .flatMap((shelf) => readdirSync(join(folder, shelf.name)))
    .flatMap((file) => names.read(file) ?? [])
    .filter(({ isPart }) => !isPart);
}

/** @returns false where it can't be read or written: then it stays as it is */
async function copy(from: Spot, to: Spot, rest: Rest, pause: () => Promise<void>): Promise<boolean> {
  const stat = statSync(from.path);
  const size = from.isSealed ? contentBytes(stat.size) : stat.size;
  const unfinished = `${to.path}${UNFINISHED}`;
  mkdirSync(dirname(to.path), { recursive: true, mode: 0o700 });
  rmSync(unfinished, { force: true });
  writeFileSync(unfinished, '', { mode: PRIVATE_FILE });
  const [source, target] = [fileAt(from, OPEN.read, rest), fileAt({ ...to, path: unfinished }, OPEN.part, rest)];
  for (let at = 0; at < size; at += STEP_BYTES) {
    const bytes = await new Promise<Uint8Array | Problem>((done) =>
      source.read(at, Math.min(STEP_BYTES, size - at), done),
    );
    if ('code' in bytes) return false;
    if (await new Promise<Problem | undefined>((done) => target.write(at, bytes, done))) return false;
    await pause();
  }
  if (await new Promise<Problem | undefined>((done) => target.sync(done))) return false;
  for (const ending of [PIECES, NAME]) {
    const beside = existsSync(`${from.path}${ending}`) ? readFileSync(`${from.path}${ending}`) : undefined;
    const bytes = beside && from.isSealed ? rest.openBytes(beside, ending) : beside;
    if (!bytes) continue;
    const stored = to.isSealed ? rest.sealedBytes(bytes, ending) : bytes;
    writeFileSync(`${to.path}${ending}`, stored, { mode: PRIVATE_FILE });
  }
  utimesSync(unfinished, stat.atime, stat.mtime);
  renameSync(unfinished, to.path);
  return true;
}

function fileAt({ path, isSealed }: Spot, flags: number, rest: Rest): PathFile | SealedFile {
  return isSealed ? new SealedFile(path, flags, (salt) => rest.fileKey(salt)) : new PathFile(path, flags);
}
