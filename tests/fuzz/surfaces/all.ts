import { DEEP_LINK, IPC } from './boundary.ts';
import { DISCOVERY } from './discovery.ts';
import { FRAMES } from './frames.ts';
import { MIGRATION } from './migration.ts';
import { PACKETS } from './packets.ts';
import { SECURE } from './secure.ts';
import type { Surface } from './surface.ts';

/** Everything of ours that takes bytes or values from a stranger, by itself. */
export const SURFACES: readonly Surface[] = [FRAMES, PACKETS, ...SECURE, IPC, DEEP_LINK, DISCOVERY, MIGRATION];
