/** The part of the IPC contract that files need; `ipc-contract.ts` takes it in. */
import { z } from 'zod';
import type { Problem, Result } from '../error-codes.ts';
import { type PlaceKey, placeKeySchema } from '../places/place-models.ts';
import type { Settings } from '../settings.ts';
import type { Preview, Transfer, TransferSummary } from './file-models.ts';

/** Largest content that travels over IPC in one call, in bytes: a pasted picture, a file that is in no folder. */
export const PASTED_BYTES = 67_108_864;
/** Largest picture of which the window gets a preview, in bytes. */
export const PREVIEW_BYTES = 16_777_216;
/** A larger picture is not fetched just to be shown, in bytes. */
export const UNASKED_PREVIEW_BYTES = 4_194_304;

/** The place that a call is about. */
const key = placeKeySchema;
const transferId = z.strictObject({ key, id: z.string().min(1).max(64) });
/** Number of an event: ids of events are their senders' and not unique. */
const eventSeq = z.int().positive();

export const fileSchemas = {
  /** Shows the system's dialog and sends what is chosen; nothing chosen is an empty list. */
  'files:pick': z.strictObject({ key, what: z.enum(['files', 'folder']) }),
  /** What was dropped, by its paths ({@link PartylineApi.pathOf}). */
  'files:send-paths': z.strictObject({ key, paths: z.array(z.string().min(1).max(4_096)).min(1).max(10_000) }),
  /** A picture from the clipboard, or a file that has no path. */
  'files:send-bytes': z.strictObject({
    key,
    name: z.string().min(1).max(1_024),
    bytes: z.instanceof(Uint8Array).refine(({ length }) => length <= PASTED_BYTES, 'too large'),
  }),
  /** Fetches the file of an event into the download folder, or with `saveAs` to where the dialog says. */
  'files:receive': z.strictObject({ key, event: eventSeq, saveAs: z.boolean().optional() }),
  'files:pause': transferId,
  /** Goes on with one that is paused, or tries again one that failed. */
  'files:resume': transferId,
  /** Stops it for good; what was received of it goes. */
  'files:cancel': transferId,
  /** Opens a received file. A program or script needs `sure`: without, it fails with `file_executable`. */
  'files:open': z.strictObject({ key, id: z.string().min(1).max(64), sure: z.boolean() }),
  'files:show-in-folder': transferId,
  /** A picture's bytes, for what was sent from or received on this computer or is small enough to be fetched for it. */
  'files:preview': z.strictObject({ key, event: eventSeq }),
  /** Shows the system's dialog and keeps the folder chosen in the settings. */
  'files:choose-folder': z.undefined(),
} as const;

export type FileResults = {
  'files:pick': Result<readonly Transfer[]>;
  'files:send-paths': Result<readonly Transfer[]>;
  'files:send-bytes': Result<readonly Transfer[]>;
  /** `undefined` when the dialog was cancelled. */
  'files:receive': Result<Transfer | undefined>;
  'files:pause': Result<undefined>;
  'files:resume': Result<undefined>;
  'files:cancel': Result<undefined>;
  'files:open': Result<undefined>;
  'files:show-in-folder': Result<undefined>;
  'files:preview': Result<Preview>;
  'files:choose-folder': Result<Settings>;
};

export type FilePush =
  /** Transfers that are new or changed, and ids of those that are no more; progress at most four times a second each. */
  | { readonly kind: 'transfers'; readonly key: PlaceKey; readonly changed: readonly Transfer[] }
  /** The last transfer that ran is over. */
  | { readonly kind: 'transfers-over'; readonly key: PlaceKey; readonly summary: TransferSummary }
  /** The host no longer has the files of these hashes: too old, or room was needed. */
  | { readonly kind: 'files-gone'; readonly key: PlaceKey; readonly hashes: readonly string[] }
  /** A transfer met something that the person should know, such as a wrong piece that was fetched again. */
  | { readonly kind: 'file-notice'; readonly key: PlaceKey; readonly problem: Problem };
