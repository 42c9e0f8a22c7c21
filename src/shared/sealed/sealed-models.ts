/** Words for some of a room's members, sealed, as they travel and lie on disk: whoever carries them reads who wrote to whom, and nothing else. */
export interface SealedWords {
  /** Identity keys of those who they are for, as 64 hex digits each, the author's not among them. */
  readonly to: readonly string[];
  /** The sealed box, in base64url (docs/protocol.md says every byte). */
  readonly box: string;
}

/** A message within a private conversation: an id is unique only for its author's device. */
export interface SealedReference {
  /** Identity key of its author, as 64 hex digits. */
  readonly key: string;
  readonly id: string;
}

/** A file whose content lies encrypted at the host. */
export interface SealedFile {
  /** As the sender wrote it; cleaned before it becomes a path. */
  readonly name: string;
  /** Bytes of the content. */
  readonly size: number;
  /** Media type by the name's ending; may be empty. */
  readonly type: string;
  /** SHA-256 of what lies at the host, and over the digests of its pieces, by which it is fetched and verified: 64 hex digits each. */
  readonly hash: string;
  readonly pieces: string;
  /** What the content is encrypted under: 32 bytes in base64url. */
  readonly key: string;
}

/** What a sealed message says. */
export type SealedContent =
  | {
      readonly kind: 'text';
      readonly text: string;
      readonly replyTo?: SealedReference;
    }
  | { readonly kind: 'file'; readonly file: SealedFile; readonly replyTo?: SealedReference }
  /** Takes effect on another message; `isTaken` ends it again. */
  | { readonly kind: 'reaction'; readonly to: SealedReference; readonly emoji: string; readonly isTaken: boolean };
