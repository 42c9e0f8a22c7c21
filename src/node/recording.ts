import { open } from 'node:fs/promises';
import { jsonLines } from '../core/capture/json-lines.ts';
import { CaptureWriter } from '../core/capture/pcapng.ts';
import type { ChunkRecord } from '../core/recording/recorded-link.ts';
import { Recorder } from '../core/recording/recorder.ts';
import { failure, type Result, success } from '../shared/error-codes.ts';
import type { ExportFormat } from '../shared/wire/wire-contract.ts';
import { PRIVATE_FILE } from './private-files.ts';

/** Bytes that are put together before they are written. */
const BATCH = 1_048_576;

/** A recorder by this computer's clock, which tells microseconds apart; switched off. */
export function newRecorder(bytesMost: number): Recorder {
  return new Recorder(bytesMost, () => performance.timeOrigin + performance.now());
}

/** The format that a file's name asks for; undefined when its ending is none of ours. */
export function formatOf(path: string): ExportFormat | undefined {
  if (path.endsWith('.jsonl')) return 'jsonl';
  return path.endsWith('.pcapng') ? 'pcapng' : undefined;
}

/**
 * Writes a recording to a file, which is private since it holds what travelled, a batch at a time, while it may go on. Fails with `store_failed`.
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
      for (const batch of batches(format === 'jsonl' ? lines(recorder, passes) : packets(recorder, passes))) {
        await file.write(batch);
      }
    } finally {
      await file.close();
    }
    return success(undefined);
  } catch (error) {
    return failure('store_failed', error instanceof Error ? error.message : String(error), { path });
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
  for (const record of records(recorder)) if (passes(record.id)) yield writer.packets(record);
}

function* batches(pieces: Iterable<Uint8Array>): Generator<Uint8Array> {
  let waiting: Uint8Array[] = [];
  let size = 0;
  for (const piece of pieces) {
    waiting.push(piece);
    size += piece.length;
    if (size < BATCH) continue;
    yield Buffer.concat(waiting);
    waiting = [];
    size = 0;
  }
  if (size > 0) yield Buffer.concat(waiting);
}
