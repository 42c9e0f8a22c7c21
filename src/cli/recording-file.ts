import { Defects } from '../core/defects.ts';
import type { Recorder } from '../core/recording/recorder.ts';
import { checkRecordable, formatOf, newRecorder, writeRecording } from '../node/recording/recording.ts';
import { type Result, success } from '../shared/error-codes.ts';
import { failWith, note } from './output.ts';

/** What `--record` and `--record-most` asked for. */
export interface RecordFlags {
  readonly record?: string;
  /** Bytes. */
  readonly recordMost: number;
}

/** A recording that is on from the start, if it was asked for, and becomes a file in the end. */
export interface RecordingFile {
  readonly recorder: Recorder;
  /** Writes the file, and says so. */
  finish(): Promise<void>;
}

/**
 * As in the window there is a recorder always; it is off unless a file was asked for. Fails when that file can't be
 * written, so that nobody talks for an hour to find it out in the end.
 */
export function recordingFile({ record, recordMost }: RecordFlags): Result<RecordingFile> {
  const recorder = newRecorder(
    recordMost,
    new Defects((words) => note(`partyline: a defect, which ended the recording; please report it: ${words}`)),
  );
  const format = record === undefined ? undefined : formatOf(record);
  if (record === undefined || format === undefined) return success({ recorder, finish: () => Promise.resolve() });
  const checked = checkRecordable(record);
  if (!checked.ok) return checked;
  recorder.start();
  const finish = async () => {
    const written = await writeRecording(recorder, record, format);
    if (!written.ok) return failWith(written.problem);
    const dropped = recorder.dropped > 0 ? `, without the first ${recorder.dropped}` : '';
    note(`recorded ${recorder.size} chunks${dropped} in ${record}`);
  };
  return success({ recorder, finish });
}
