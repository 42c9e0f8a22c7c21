import { encodeFrame } from '../wire/frame-writer.ts';
import { type PeerAction, QuietPeer } from './practice-peer.ts';

export interface FileFacts {
  /** Without its folder. */
  readonly name: string;
  readonly size: number;
  readonly description: string;
  /** SHA-256 of the content, in hex. */
  readonly hash: string;
}

/** What stands before a file's bytes: `described` is the tutorials' header, `hashed` that of our own files. */
export type FileHeader = 'described' | 'hashed';

/** `<i32 LE length><JSON>`, the JSON's fields in the order of the tutorials. */
export function fileHeader(kind: FileHeader, { name, size, description, hash }: FileFacts): Uint8Array {
  return encodeFrame(
    kind === 'described'
      ? { file_name: name, file_desc: description, file_size: size }
      : { filename: name, total_size: size, hash },
  );
}

/** Sends the file to whoever connects; what they say is not answered. */
export class FilePeer extends QuietPeer {
  override opened(): readonly PeerAction[] {
    return [{ kind: 'file' }];
  }

  /** The file is on its way and ends the connection itself. */
  override ended(): readonly PeerAction[] {
    return [];
  }
}
