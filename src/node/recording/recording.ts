import { closeSync, existsSync, openSync, rmSync } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { jsonLines } from '../../core/capture/json-lines.ts';
import { CaptureWriter } from '../../core/capture/pcapng.ts';
import { NOBODY_HEARS } from '../../core/defects.ts';
import type { ChunkRecord } from '../../core/recording/recorded-link.ts';
import { Recorder } from '../../core/recording/recorder.ts';
import { type Result, success } from '../../shared/error-codes.ts';
import type { ExportFormat } from '../../shared/wire/wire-contract.ts';
import { fileProblem } from '../store/file-problem.ts';
import { PRIVATE_FILE } from '../store/private-files.ts';

/** Bytes that are put together before they are written. */
const BATCH = 1_048_576;

/** A recorder by this computer's clock, which tells microseconds apart; switched off. */
export function newRecorder(bytesMost: number, defects = NOBODY_HEARS): Recorder {
  const now = () => performance.timeOrigin + performance.now();
  return new Recorder(bytesMost, now, (error) => defects.met(error));
}

/** The format that a file's name asks for; undefined when its ending is none of ours. */
export function formatOf(path: string): ExportFormat | undefined {
  if (path.endsWith('.jsonl')) return 'jsonl';
  return path.endsWith('.pcapng') ? 'pcapng' : undefined;
}

/**
 * Whether a recording can be written to a file later, to be said before anything is recorded. What is in the file stays,
 * and a file that was not there is not there afterwards. Fails with what the disk says.
 */
export function checkRecordable(path: string): Result<undefined> {
  try {
    const isNew = !existsSync(path);
    closeSync(openSync(path, 'a', PRIVATE_FILE));
    if (isNew) rmSync(path);
    return success(undefined);
  } catch (error) {
    return { ok: false, problem: fileProblem(error, path) };
  }
}

/**
 * Writes a recording to a file, which is private since it holds what travelled, a batch at a time, while it may go on.
 * Fails with what the disk says; what was written until then stays, and ends with a whole record.
 * @param passes which chunks are written; all unless told otherwise
 */
export async function writeRecording(
  recorder: Recorder,
  path: string,
  format: ExportFormat,
  passes: (id: number) => boolean = () => true,
): Promise<Result<undefined>> {
  try {
    const file = await open(path, 'w', PRIVATE_FILE);
    try {
      await writeAll(file, format === 'jsonl' ? lines(recorder, passes) : packets(recorder, passes));
    } finally {
      await file.close();
    }
    return success(undefined);
  } catch (error) {
    return { ok: false, problem: fileProblem(error, path) };
  }
}

/** @throws what the disk said, the file being cut behind the last piece that is whole */
async function writeAll(file: FileHandle, pieces: Iterable<Uint8Array>): Promise<void> {
  let whole = 0;
  for (const batch of batches(pieces)) {
    const ends: number[] = [];
    let written = 0;
    for (const piece of batch) ends.push((ends.at(-1) ?? 0) + piece.length);
    try {
      const bytes = Buffer.concat(batch);
      // A disk that is nearly full takes less than it is given.
      while (written < bytes.length) written += (await file.write(bytes, written)).bytesWritten;
    } catch (error) {
      await file.truncate(whole + (ends.findLast((end) => end <= written) ?? 0));
      throw error;
    }
    whole += written;
  }
}

/** What is recorded now, oldest first; what is dropped meanwhile is passed over. */
function* records(recorder: Recorder): Generator<ChunkRecord> {
  const { oldest, newest } = recorder;
  for (let id = oldest; id <= newest; id += 1) {
    const record = recorder.record(id);
    if (record) yield record;
  }
}

function* lines(recorder: Recorder, passes: (id: number) => boolean): Generator<Uint8Array> {
  for (const line of jsonLines(records(recorder), (id) => recorder.record(id), passes)) yield Buffer.from(line);
}

function* packets(recorder: Recorder, passes: (id: number) => boolean): Generator<Uint8Array> {
  const writer = new CaptureWriter();
  yield writer.head();
  for (const record of records(recorder)) {
    if (record.layer === 'outside' && passes(record.id)) yield writer.packets(record);
  }
}

function* batches(pieces: Iterable<Uint8Array>): Generator<readonly Uint8Array[]> {
  let waiting: Uint8Array[] = [];
  let size = 0;
  for (const piece of pieces) {
    waiting.push(piece);
    size += piece.length;
    if (size < BATCH) continue;
    yield waiting;
    waiting = [];
    size = 0;
  }
  if (size > 0) yield waiting;
}
