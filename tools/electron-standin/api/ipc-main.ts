/** `ipcMain` and `webContents.ipc`: calls and messages from preloads. */
import { EventEmitter } from 'node:events';
import { createCloneCodec } from '../page/clone-codec.ts';
import { failLoudly } from '../unanswered.ts';
import { makeEvent } from './event.ts';
import type { WebFrameMain } from './web-frame-main.ts';

type Handler = (event: object, ...args: unknown[]) => unknown;

/** @see https://www.electronjs.org/docs/latest/api/ipc-main */
export class IpcMain extends EventEmitter {
  private readonly handlers = new Map<string, Handler>();

  handle(channel: string, handler: Handler): void {
    if (this.handlers.has(channel)) throw new Error(`Attempted to register a second handler for '${channel}'`);
    if (typeof handler !== 'function')
      throw new TypeError(`Expected handler to be a function, but found type '${typeof handler}'`);
    this.handlers.set(channel, handler);
  }
  handleOnce(channel: string, handler: Handler): void {
    this.handle(channel, (event, ...args) => {
      this.removeHandler(channel);
      return handler(event, ...args);
    });
  }
  removeHandler(channel: string): void {
    this.handlers.delete(channel);
  }
  /** For {@link receivePost} only. */
  handlerOf(channel: string): Handler | undefined {
    return this.handlers.get(channel);
  }
}
failLoudly(IpcMain);

/** The one `ipcMain`. */
export const ipcMain = new IpcMain();

const codec = createCloneCodec();

type Post =
  | { readonly kind: 'send'; readonly channel: string; readonly args: readonly unknown[] }
  | { readonly kind: 'invoke'; readonly id: number; readonly channel: string; readonly args: readonly unknown[] };

/** The contents that a preload's posts come from. */
export interface Sender {
  readonly ipc: IpcMain;
  getProcessId(): number;
  send(channel: string, ...args: unknown[]): void;
  emit(event: string, ...args: unknown[]): boolean;
}

/** Text for a preload: a message on a channel. Throws when an argument cannot be cloned. */
export function messageFor(channel: string, args: readonly unknown[]): string {
  return codec.encode({ kind: 'message', channel, args });
}

/** Handles what a preload posted. @param answer sends a text back to the same page */
export function receivePost(
  text: string,
  sender: Sender,
  frame: WebFrameMain | null,
  answer: (text: string) => void,
): void {
  const post = codec.decode(text) as Post;
  const fields = { type: 'frame', sender, senderFrame: frame, processId: sender.getProcessId(), frameId: 1 };
  if (post.kind === 'invoke') {
    void runHandler(post, makeEvent(fields), sender).then(answer);
    return;
  }
  const reply = (channel: string, ...args: unknown[]): void => sender.send(channel, ...args);
  const event = makeEvent({ ...fields, ports: [], reply, returnValue: undefined });
  sender.emit('ipc-message', event, post.channel, ...post.args);
  sender.ipc.emit(post.channel, event, ...post.args);
  ipcMain.emit(post.channel, event, ...post.args);
}

async function runHandler(post: Post & { kind: 'invoke' }, event: object, sender: Sender): Promise<string> {
  const { id, channel, args } = post;
  try {
    const handler = sender.ipc.handlerOf(channel) ?? ipcMain.handlerOf(channel);
    if (handler === undefined) throw new Error(`No handler registered for '${channel}'`);
    return codec.encode({ kind: 'reply', id, value: await handler(event, ...args) });
  } catch (error) {
    console.error(`Error occurred in handler for '${channel}':`, error);
    return codec.encode({ kind: 'reply', id, error: `Error invoking remote method '${channel}': ${error}` });
  }
}
