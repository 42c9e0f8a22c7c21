/** A frame's JSON header: an object with a string `type`; nothing else about it is known yet. */
export interface FrameHeader {
  readonly type: string;
  readonly [field: string]: unknown;
}

/** One message on the wire. */
export interface Frame {
  readonly header: FrameHeader;
  /** `header.total_size` bytes; empty when that is absent. */
  readonly body: Uint8Array;
}
