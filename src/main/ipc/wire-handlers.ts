import { join } from 'node:path';
import { app, dialog } from 'electron';
import type { Party } from '../../node/party/party.ts';
import { writeRecording } from '../../node/recording/recording.ts';
import { success } from '../../shared/error-codes.ts';
import type {
  ExportFormat,
  WireFilter,
  WireInvokeResults,
  wireInvokeSchemas,
} from '../../shared/wire/wire-contract.ts';
import type { WireWatch } from '../wire-watch.ts';
import type { Handlers } from './answer.ts';

/** A file name that sorts by time and is allowed on every system. */
function fileName(format: ExportFormat): string {
  return `partyline-${new Date().toISOString().slice(0, 19).replaceAll(':', '-')}.${format}`;
}

const FORMAT_NAMES: Readonly<Record<ExportFormat, string>> = { jsonl: 'JSON Lines', pcapng: 'Wireshark (pcapng)' };

async function exportTo(
  { recorder }: Party,
  watch: WireWatch,
  filter: WireFilter,
  format: ExportFormat,
): Promise<WireInvokeResults['wire:export']> {
  const defaultPath = join(app.getPath('downloads'), fileName(format));
  const filters = [{ name: FORMAT_NAMES[format], extensions: [format] }];
  const { canceled, filePath } = await dialog.showSaveDialog({ defaultPath, filters });
  if (canceled || filePath === '') return success(undefined);
  // A capture holds what travelled; which frames were inside, it can't say.
  const travelled: WireFilter = { ...filter, types: [], text: '', message: undefined, layer: 'outside' };
  const shown = new Set(watch.view.shown(format === 'pcapng' ? travelled : filter).map(({ id }) => id));
  const written = await writeRecording(recorder, filePath, format, (id) => shown.has(id));
  return written.ok ? success(filePath) : written;
}

/** What main does for the wire view. */
export function createWireHandlers(party: Party, watch: WireWatch): Pick<Handlers, keyof typeof wireInvokeSchemas> {
  const { recorder } = party;
  const { view } = watch;
  return {
    'wire:watch': ({ watching, key }) => {
      watch.watch(watching, key);
      return watch.state();
    },
    'wire:record': ({ on, bytesMost }) => {
      if (bytesMost !== undefined) party.updateSettings({ recordingBytes: bytesMost });
      if (on !== undefined) on ? recorder.start() : recorder.stop();
      return watch.state();
    },
    'wire:hold': ({ held }) => {
      view.hold(held);
      return watch.state();
    },
    'wire:clear': () => {
      recorder.clear();
      view.clear();
      return watch.state();
    },
    'wire:page': ({ filter, from, count }) => view.page(filter, from, count),
    'wire:chunk': ({ id, layer }) => view.chunk(id, layer),
    'wire:frame': ({ id }) => view.frame(id),
    'wire:search': ({ filter, needle }) => view.search(filter, Uint8Array.from(Buffer.from(needle, 'hex'))),
    'wire:export': ({ filter, format }) => exportTo(party, watch, filter, format),
  };
}
