import { open, rename, rm } from 'node:fs/promises';
import { type WrittenAs, writtenAs, writtenEvent } from '../../core/conversation/written-log.ts';
import { type Result, success } from '../../shared/error-codes.ts';
import type { RoomEvent } from '../../shared/models.ts';
import { fileProblem } from '../store/file-problem.ts';
import { PRIVATE_FILE } from '../store/private-files.ts';

/** Characters that are gathered before they are written. */
const PIECE = 262_144;

/**
 * Writes a conversation into a file, in place of what is there, once all of it is written: as an event a line where the
 * path ends as such files do, and as text otherwise. Fails with what the disk says.
 */
export async function writeLog(path: string, events: AsyncIterable<RoomEvent>): Promise<Result<string>> {
  const part = `${path}.part`;
  try {
    await writeAll(part, events, writtenAs(path));
    await rename(part, path);
    return success(path);
  } catch (error) {
    await rm(part, { force: true }).catch(() => {});
    return { ok: false, problem: fileProblem(error, path) };
  }
}

async function writeAll(path: string, events: AsyncIterable<RoomEvent>, as: WrittenAs): Promise<void> {
  const file = await open(path, 'w', PRIVATE_FILE);
  try {
    let piece = '';
    for await (const event of events) {
      piece += writtenEvent(event, as);
      if (piece.length < PIECE) continue;
      await file.writeFile(piece);
      piece = '';
    }
    await file.writeFile(piece);
  } finally {
    await file.close();
  }
}
