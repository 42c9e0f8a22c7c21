import { readFileSync, rmSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import { base64Bytes, base64Text } from '../../core/secure/byte-text.ts';
import { openFile, sealedFileSize, sealFile } from '../../core/secure/sealed-words/sealed-file.ts';
import { KEY_SIZE } from '../../core/secure/secure-crypto.ts';
import { cleanFileName } from '../../core/transfer/file-name.ts';
import { failure, type Problem, type Result } from '../../shared/error-codes.ts';
import { mediaType } from '../../shared/files/file-kind.ts';
import { PRIVATE_FILE_BYTES } from '../../shared/sealed/sealed-limits.ts';
import type { SealedFile } from '../../shared/sealed/sealed-models.ts';
import { markForeign, openFolder, openPart, placeFile } from '../files/place.ts';
import { nodeCrypto } from '../secure/node-crypto.ts';
import { fileProblem } from '../store/file-problem.ts';
import type { PlaceFiles } from './place-files.ts';

const NOT_WHOLE = failure('file_wrong', 'what lies at the host is not what was sent');

/** Encrypts a file of this computer and has the host keep it. @returns what those who may read it have to know */
export async function putPrivateFile(files: PlaceFiles, path: string): Promise<Result<SealedFile>> {
  const read = readSmall(path);
  if (!read.ok) return read;
  const key = nodeCrypto.random(KEY_SIZE);
  const put = await files.put(sealFile(nodeCrypto, key, read.value));
  if (!put.ok) return put;
  const { hash, pieces } = put.value;
  const name = basename(path);
  const about = { name, size: read.value.length, type: mediaType(name), hash, pieces };
  return { ok: true, value: { ...about, key: base64Text(key) } };
}

/** Fetches what was sent in private, opens it, and puts it into the download folder under a name that is free. @returns its path */
export async function savePrivateFile(files: PlaceFiles, file: SealedFile): Promise<Result<string>> {
  const { hash, pieces, size, key } = file;
  if (size > PRIVATE_FILE_BYTES) return tooLarge(file.name);
  const fetched = await files.fetch({ hash, pieces, size: sealedFileSize(size) });
  if (!fetched.ok) return fetched;
  const bytes = base64Bytes(key);
  const content = bytes?.length === KEY_SIZE ? openFile(nodeCrypto, bytes, fetched.value, size) : undefined;
  return content ? placeContent(files.folder, cleanFileName(file.name), content) : NOT_WHOLE;
}

function readSmall(path: string): Result<Uint8Array> {
  try {
    const { size } = statSync(path);
    if (size > PRIVATE_FILE_BYTES) return tooLarge(path);
    return { ok: true, value: new Uint8Array(readFileSync(path)) };
  } catch (error) {
    return { ok: false, problem: fileProblem(error, path) };
  }
}

function tooLarge(path: string): Result<never> {
  return failure('file_too_large', `${path}: a private file has at most ${PRIVATE_FILE_BYTES} bytes`, { path });
}

async function placeContent(folder: string, name: string, content: Uint8Array): Promise<Result<string>> {
  const opened = openFolder(folder);
  if (!opened.ok) return opened;
  const part = openPart(opened.value, name);
  if ('code' in part) return { ok: false, problem: part };
  const problem = await new Promise<Problem | undefined>((settle) => part.write(0, content, settle));
  part.close();
  if (problem) {
    rmSync(part.path, { force: true });
    return { ok: false, problem };
  }
  const placed = placeFile(part.path, name);
  if (placed.ok) markForeign(placed.value);
  return placed;
}
