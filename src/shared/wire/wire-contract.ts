/** What of the wire view crosses between the window and the main process. */
import { z } from 'zod';
import type { Result } from '../error-codes.ts';
import { placeKeySchema } from '../places/place-models.ts';
import {
  type WireChunkDetail,
  type WireFrameDetail,
  type WirePage,
  type WireState,
  wireDirectionSchema,
  wireLayerSchema,
} from './wire-model.ts';

/** How much a recording may take in memory, in bytes: the choices that there are. */
export const RECORDING_SIZES = [1_000_000, 4_000_000, 16_000_000, 64_000_000, 256_000_000] as const;
export const DEFAULT_RECORDING_SIZE = 16_000_000;

/** A message whose bytes are looked for. */
export const recordedMessageSchema = z.strictObject({
  id: z.string().max(64),
  /** Its author's member id. */
  from: z.string().max(64),
  /** Its number in the log; undefined for one that the host has not accepted. */
  seq: z.number().int().min(0).optional(),
  /** Its first characters. */
  text: z.string().max(256),
});
export type RecordedMessage = z.infer<typeof recordedMessageSchema>;

export const wireFilterSchema = z.strictObject({
  /** Undefined for the links of all places. */
  place: placeKeySchema.optional(),
  /** Undefined for all of them. */
  links: z.array(z.number().int()).max(4_096).optional(),
  direction: wireDirectionSchema.optional(),
  /** `outside`: what travels, as an eavesdropper sees it; otherwise sealed links are shown opened. */
  layer: wireLayerSchema.optional(),
  /** Types of frames, or `text`, `pending` and `broken` for what has none; empty for all. */
  types: z.array(z.string().max(64)).max(64),
  /** What a frame's text must hold, in any case. */
  text: z.string().max(256),
  message: recordedMessageSchema.optional(),
});
export type WireFilter = z.infer<typeof wireFilterSchema>;

export const ALL_OF_IT: WireFilter = { types: [], text: '' };

/** Bytes to search for: pairs of hex digits. */
const needle = z.string().regex(/^([0-9a-f]{2}){1,256}$/);
const id = z.strictObject({ id: z.number().int().min(0) });

export const EXPORT_FORMATS = ['jsonl', 'pcapng'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

/** Where a search found something. */
export interface WireHit {
  readonly kind: 'chunk' | 'frame';
  readonly id: number;
  readonly row: number;
}

export const wireInvokeSchemas = {
  /** How the recording stands, with the links of one place. While the window watches, pushes tell of each change. */
  'wire:watch': z.strictObject({ watching: z.boolean(), key: placeKeySchema.optional() }),
  /** Switches recording on or off, or changes how much memory it may take, which is remembered. */
  'wire:record': z.strictObject({
    on: z.boolean().optional(),
    bytesMost: z.union(RECORDING_SIZES.map((size) => z.literal(size))).optional(),
  }),
  /** Holds the list as it is while recording goes on. */
  'wire:hold': z.strictObject({ held: z.boolean() }),
  'wire:clear': z.undefined(),
  /** `count` rows from `from` on, or the last ones when that is undefined. */
  'wire:page': z.strictObject({
    filter: wireFilterSchema,
    from: z.number().int().min(0).optional(),
    count: z.number().int().min(1).max(500),
  }),
  'wire:chunk': id.extend({ layer: wireLayerSchema.optional() }),
  'wire:frame': id,
  'wire:search': z.strictObject({ filter: wireFilterSchema, needle }),
  /** Asks where to, and writes what the filter passes. */
  'wire:export': z.strictObject({ filter: wireFilterSchema, format: z.enum(EXPORT_FORMATS) }),
} as const;

export type WireInvokeResults = {
  'wire:watch': WireState;
  'wire:record': WireState;
  'wire:hold': WireState;
  'wire:clear': WireState;
  'wire:page': WirePage;
  /** Undefined once the recording has dropped it. */
  'wire:chunk': WireChunkDetail | undefined;
  'wire:frame': WireFrameDetail | undefined;
  /** The first thousand at most. */
  'wire:search': readonly WireHit[];
  /** The file's path; undefined when the user changed their mind. */
  'wire:export': Result<string | undefined>;
};

/** While the window watches: the recording or what is decoded of it has changed. */
export interface WirePush {
  readonly kind: 'wire';
  readonly state: WireState;
}
