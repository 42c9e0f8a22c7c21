/**
 * One end of the bridge between preload's isolated world and the page's own. The two worlds share the document, so a DOM
 * event crosses synchronously, and Chromium clones its `detail` on the way as `structuredClone` does. What it cannot
 * clone, functions and promises, crosses as a number that stands for it. Runs inside the page: no outside names.
 */

/** A value on its way: functions and promises are numbers of the sending end. */
type Parcel =
  | { readonly kind: 'function' | 'promise'; readonly id: number }
  | { readonly kind: 'array' | 'object'; readonly entries: readonly (readonly [string, Parcel])[] }
  | { readonly kind: 'error'; readonly message: string }
  | { readonly kind: 'value'; readonly value: unknown };

type Note =
  | { readonly op: 'call'; readonly id: number; readonly args: readonly Parcel[] }
  | { readonly op: 'return' | 'throw'; readonly value: Parcel }
  | { readonly op: 'settle'; readonly id: number; readonly ok: boolean; readonly value: Parcel }
  | { readonly op: 'expose'; readonly key: string; readonly value: Parcel };

/** What one world can do with the other. */
export interface BridgeEnd {
  /** Puts `value` on the other world's window as `key`, frozen; throws when that name is taken. */
  expose(key: string, value: unknown): void;
}

/** Both worlds call this with the two event names swapped. The world that is exposed to must call it first. */
export function createBridgeEnd(incoming: string, outgoing: string): BridgeEnd {
  /** As deep as Electron lets a value nest. */
  const MAX_DEPTH = 1_000;
  const target = document;
  const dispatch = target.dispatchEvent.bind(target);
  const Envelope = CustomEvent;
  const functions: ((...args: unknown[]) => unknown)[] = [];
  const promises = new Map<number, { resolve(value: unknown): void; reject(error: unknown): void }>();
  const replies: Note[] = [];
  let lastPromise = 0;

  const post = (note: Note): void => {
    dispatch(new Envelope(outgoing, { detail: note }));
  };
  const pack = (value: unknown, packed = new Map<object, Parcel>(), depth = 0): Parcel => {
    if (depth > MAX_DEPTH) {
      throw new TypeError(
        'Electron contextBridge recursion depth exceeded.  Nested objects deeper than 1000 are not supported.',
      );
    }
    if (typeof value === 'function') return { kind: 'function', id: functions.push(value as () => unknown) - 1 };
    if (typeof value === 'symbol') return { kind: 'value', value: undefined };
    if (value === null || typeof value !== 'object') return { kind: 'value', value };
    return packed.get(value) ?? packObject(value, packed, depth);
  };
  /** Parcels may contain each other, as the values do: the clone on the way keeps that. */
  const packObject = (value: object, packed: Map<object, Parcel>, depth: number): Parcel => {
    if (value instanceof Promise) return packPromise(value);
    if (value instanceof Error) return { kind: 'error', message: value.message };
    const isPlain =
      Array.isArray(value) || !(Symbol.toStringTag in value || value instanceof Date || value instanceof RegExp);
    if (!isPlain) return { kind: 'value', value };
    const inner: [string, Parcel][] = [];
    const parcel: Parcel = { kind: Array.isArray(value) ? 'array' : 'object', entries: inner };
    packed.set(value, parcel);
    for (const [key, item] of Object.entries(value)) inner.push([key, pack(item, packed, depth + 1)]);
    return parcel;
  };
  const packPromise = (promise: Promise<unknown>): Parcel => {
    const id = ++lastPromise;
    const settle = (ok: boolean) => (value: unknown) => post({ op: 'settle', id, ok, value: pack(value) });
    promise.then(settle(true), settle(false));
    return { kind: 'promise', id };
  };
  const unpack = (parcel: Parcel, freeze = false, made = new Map<Parcel, object>()): unknown => {
    const known = made.get(parcel);
    if (known !== undefined) return known;
    const done = <T extends object>(value: T): T => (freeze ? Object.freeze(value) : value);
    switch (parcel.kind) {
      case 'function':
        return done((...args: unknown[]) => call(parcel.id, args));
      case 'promise':
        return new Promise((resolve, reject) => promises.set(parcel.id, { resolve, reject }));
      case 'array':
      case 'object': {
        const object = parcel.kind === 'array' ? [] : {};
        made.set(parcel, object);
        for (const [key, item] of parcel.entries) {
          const value = unpack(item, freeze, made);
          Object.defineProperty(object, key, { value, enumerable: true, configurable: true, writable: true });
        }
        return done(object);
      }
      case 'error':
        return new Error(parcel.message);
      case 'value':
        return parcel.value;
    }
  };
  const call = (id: number, args: readonly unknown[]): unknown => {
    const before = replies.length;
    post({ op: 'call', id, args: args.map((arg) => pack(arg)) });
    const reply = replies.length > before ? replies.pop() : undefined;
    // Chromium drops a detail that it cannot clone, and the other end then has nothing to answer.
    if (reply === undefined || !('value' in reply)) throw new Error('An object could not be cloned.');
    if (reply.op === 'throw') throw unpack(reply.value);
    return unpack(reply.value);
  };
  const answer = (id: number, args: readonly Parcel[]): Note => {
    try {
      return { op: 'return', value: pack(functions[id]?.(...args.map((arg) => unpack(arg)))) };
    } catch (error) {
      return { op: 'throw', value: pack(error) };
    }
  };
  const receive = (note: Note | null): void => {
    if (note === null) return;
    if (note.op === 'call') post(answer(note.id, note.args));
    else if (note.op === 'expose') attach(note.key, unpack(note.value, true));
    else if (note.op === 'settle') {
      const waiting = promises.get(note.id);
      promises.delete(note.id);
      if (note.ok) waiting?.resolve(unpack(note.value));
      else waiting?.reject(unpack(note.value));
    } else replies.push(note);
  };
  const attach = (key: string, value: unknown): void => {
    Object.defineProperty(window, key, { value, enumerable: true, configurable: false, writable: false });
  };
  const exposed = new Set<string>();

  target.addEventListener(incoming, (event) => {
    event.stopImmediatePropagation();
    receive((event as CustomEvent<Note | null>).detail);
  });
  return {
    expose(key, value) {
      if (exposed.has(key))
        throw new Error(`Cannot bind an API on top of an existing property on the window object: ${key}`);
      exposed.add(key);
      post({ op: 'expose', key, value: pack(value) });
    },
  };
}
