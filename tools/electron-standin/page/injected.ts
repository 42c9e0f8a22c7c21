/** The two scripts that every document of a window starts with: one for the page's own world, one for preload's. */
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createBridgeEnd } from './bridge-end.ts';
import { createCloneCodec } from './clone-codec.ts';
import { pathOfFile, watchForFiles } from './file-path.ts';
import { createEventEmitterClass } from './page-events.ts';
import { runSandboxedPreload } from './sandboxed-preload.ts';
import { watchTitle } from './title-watcher.ts';

/** The isolated world's name; Electron's own world is called so, too. */
export const ISOLATED_WORLD = 'Electron Isolated Context';
/** The binding by which a preload reaches the main process; it exists in the isolated world only. */
export const BINDING = '__electronStandinPost';
/** The function by which the main process reaches a preload. */
export const RECEIVER = '__electronStandinReceive';

/** The binding by which a page tells that files are near, whose paths may be asked for. */
export const FILES_BINDING = '__electronStandinFiles';

/** The world of the title's watcher, and the binding in it. */
export const WATCHER_WORLD = 'electron-standin watcher';
export const TITLE_BINDING = '__electronStandinTitle';

/** Source text of the title's watcher. */
export function titleScript(): string {
  return `(() => { ${GUARD} (${watchTitle})(globalThis[${quote(TITLE_BINDING)}]); })()`;
}

/** Source texts, to be registered in this order. */
export interface InjectedScripts {
  readonly mainWorld: string;
  readonly isolatedWorld: string;
}

/** Preloads run in the top frame only (`nodeIntegrationInSubFrames` is off) and not in the first empty document. */
const GUARD = `if (window.parent !== window || location.href === 'about:blank') return;`;

/**
 * Reads the preload and wraps it. The functions' own sources are sent, already without types.
 * @param preloadProcess the fields of preload's `process`
 */
export function injectedScripts(preload: string, preloadProcess: Record<string, unknown>): InjectedScripts {
  const inward = randomUUID();
  const outward = randomUUID();
  const scope = 'require, process, Buffer, global, setImmediate, clearImmediate, exports, module';
  const body = readFileSync(preload, 'utf8');
  const mainWorld = `(() => { ${GUARD} (${createBridgeEnd})(${quote(inward)}, ${quote(outward)}); })()`;
  const isolatedWorld = `(() => { ${GUARD}
    (${watchForFiles})(globalThis[${quote(FILES_BINDING)}]);
    (${runSandboxedPreload})({
      codec: (${createCloneCodec})(),
      bridge: (${createBridgeEnd})(${quote(outward)}, ${quote(inward)}),
      EventEmitter: (${createEventEmitterClass})(),
      post: globalThis[${quote(BINDING)}],
      receiverName: ${quote(RECEIVER)},
      pathOfFile: (${pathOfFile}),
      process: ${JSON.stringify(preloadProcess)},
      preload: function (${scope}) {\n${body}\n},
    });
  })()\n//# sourceURL=${preload}`;
  return { mainWorld, isolatedWorld };
}

function quote(text: string): string {
  return JSON.stringify(text);
}
