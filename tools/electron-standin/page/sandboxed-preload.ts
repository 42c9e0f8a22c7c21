/**
 * What a sandboxed preload finds around it: `require` for electron, events, timers and url, and a small `process`.
 * Runs inside the page's isolated world: no outside names but its arguments.
 */
import type { BridgeEnd } from './bridge-end.ts';
import type { CloneCodec } from './clone-codec.ts';
import type { createEventEmitterClass } from './page-events.ts';

/** The parts made by the other page files, and the preload itself. */
export interface PreloadParts {
  readonly codec: CloneCodec;
  readonly bridge: BridgeEnd;
  readonly EventEmitter: ReturnType<typeof createEventEmitterClass>;
  /** Hands a text to the main process; the binding, which the page's own world does not have. */
  readonly post: (text: string) => void;
  /** Under this name in the isolated world the main process calls back. */
  readonly receiverName: string;
  /** Empty for a file that the page made. */
  readonly pathOfFile: (file: File) => string;
  /** Fields of preload's `process`. */
  readonly process: Record<string, unknown>;
  readonly preload: (...scope: unknown[]) => void;
}

/** Runs a preload. */
export function runSandboxedPreload(parts: PreloadParts): void {
  const { codec, EventEmitter, post } = parts;
  const refuse = (name: string): never => {
    throw new Error(`electron-standin does not answer ${name} in a preload`);
  };
  const guarded = <T extends object>(object: T, shownAs: string): T =>
    new Proxy(object, {
      get: (target, name, receiver) =>
        name in target || typeof name === 'symbol' || name === 'then' || name === '__esModule'
          ? Reflect.get(target, name, receiver)
          : refuse(`${shownAs}.${name}`),
    });

  const waiting = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>();
  let lastCall = 0;
  class IpcRenderer extends EventEmitter {
    send(channel: string, ...args: unknown[]): void {
      if (typeof channel !== 'string') throw new TypeError('Missing required channel argument');
      post(codec.encode({ kind: 'send', channel, args }));
    }
    invoke(channel: string, ...args: unknown[]): Promise<unknown> {
      return new Promise((resolve, reject) => {
        if (typeof channel !== 'string') throw new TypeError('Missing required channel argument');
        const id = ++lastCall;
        post(codec.encode({ kind: 'invoke', id, channel, args }));
        waiting.set(id, { resolve, reject });
      });
    }
    sendSync(): never {
      return refuse('ipcRenderer.sendSync');
    }
    postMessage(): never {
      return refuse('ipcRenderer.postMessage');
    }
    sendToHost(): never {
      return refuse('ipcRenderer.sendToHost');
    }
  }
  const ipcRenderer = new IpcRenderer();

  type Delivery =
    | { readonly kind: 'message'; readonly channel: string; readonly args: readonly unknown[] }
    | { readonly kind: 'reply'; readonly id: number; readonly value?: unknown; readonly error?: string };
  const receive = (text: string): void => {
    const delivery = codec.decode(text) as Delivery;
    if (delivery.kind === 'message') {
      ipcRenderer.emit(delivery.channel, { sender: ipcRenderer, ports: [] }, ...delivery.args);
      return;
    }
    const call = waiting.get(delivery.id);
    waiting.delete(delivery.id);
    if (delivery.error === undefined) call?.resolve(delivery.value);
    else call?.reject(new Error(delivery.error));
  };
  Object.defineProperty(globalThis, parts.receiverName, { value: receive });

  const contextBridge = guarded(
    {
      exposeInMainWorld(key: string, api: unknown): void {
        parts.bridge.expose(key, api);
      },
    },
    'contextBridge',
  );
  const webUtils = { getPathForFile: parts.pathOfFile };
  const crashReporter = { start(): void {}, addExtraParameter(): void {}, removeExtraParameter(): void {} };
  const setImmediate = (callback: (...args: unknown[]) => void, ...args: unknown[]) => setTimeout(callback, 0, ...args);
  const clearImmediate = (handle: number) => clearTimeout(handle);
  const timers = { setTimeout, clearTimeout, setInterval, clearInterval, setImmediate, clearImmediate };
  const events = Object.assign(EventEmitter, { EventEmitter, default: EventEmitter });
  const modules: Record<string, unknown> = {
    electron: guarded(
      { ipcRenderer, contextBridge, crashReporter, webUtils: guarded(webUtils, 'webUtils') },
      'electron',
    ),
    events,
    timers,
    url: guarded({ URL, URLSearchParams }, 'url'),
  };
  modules['electron/renderer'] = modules['electron/common'] = modules.electron;
  const require = (name: string): unknown => {
    const module = modules[name.replace(/^node:/, '')];
    if (module === undefined) throw new Error(`module not found: ${name}`);
    return module;
  };
  const process = Object.freeze({ ...parts.process, type: 'renderer', sandboxed: true, contextIsolated: true });
  const Buffer = guarded({}, 'Buffer');
  const module = { exports: {} };
  parts.preload(require, process, Buffer, globalThis, setImmediate, clearImmediate, module.exports, module);
}
