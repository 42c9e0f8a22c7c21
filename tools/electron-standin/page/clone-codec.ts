/**
 * Structured clone as text, for values that travel between the main process and a preload. One function without outside
 * names, because its source also runs inside the page.
 */

/** Both directions; `encode` throws on what `structuredClone` refuses, with the sentence that Electron uses. */
export interface CloneCodec {
  encode(value: unknown): string;
  decode(text: string): unknown;
}

/** Tagged JSON: plain JSON values stand for themselves, all others are `[tag, …]`; `["r", n]` repeats the n-th object. */
export function createCloneCodec(): CloneCodec {
  const toBase64 = (bytes: Uint8Array): string => {
    let text = '';
    for (let at = 0; at < bytes.length; at += 32_768) text += String.fromCharCode(...bytes.subarray(at, at + 32_768));
    return btoa(text);
  };
  const fromBase64 = (text: string): Uint8Array<ArrayBuffer> => Uint8Array.from(atob(text), (c) => c.charCodeAt(0));
  const tagOf = (value: object): string => Object.prototype.toString.call(value).slice(8, -1);
  const refuse = (): never => {
    throw new Error('An object could not be cloned.');
  };
  const encodePrimitive = (value: unknown): unknown => {
    if (value === undefined) return ['u'];
    if (typeof value === 'bigint') return ['n', String(value)];
    if (typeof value === 'number' && (!Number.isFinite(value) || Object.is(value, -0))) {
      return ['f', Object.is(value, -0) ? '-0' : String(value)];
    }
    return typeof value === 'symbol' || typeof value === 'function' ? refuse() : value;
  };
  const encodeError = (error: Error, walk: (v: unknown) => unknown): unknown => {
    return ['e', error.name, error.message, error.stack ?? '', 'cause' in error ? walk(error.cause) : null];
  };
  const encodeObject = (value: object, walk: (v: unknown) => unknown): unknown => {
    if (Array.isArray(value)) return ['a', ...value.map(walk)];
    if (ArrayBuffer.isView(value)) {
      return ['v', tagOf(value), toBase64(new Uint8Array(value.buffer, value.byteOffset, value.byteLength))];
    }
    const tag = tagOf(value);
    if (tag === 'Date') return ['d', Number(value as Date)];
    if (tag === 'RegExp') return ['x', (value as RegExp).source, (value as RegExp).flags];
    if (tag === 'Map') return ['m', ...[...(value as Map<unknown, unknown>)].flat().map(walk)];
    if (tag === 'Set') return ['s', ...[...(value as Set<unknown>)].map(walk)];
    if (tag === 'ArrayBuffer') return ['b', toBase64(new Uint8Array(value as ArrayBuffer))];
    if (value instanceof Error || tag === 'Error' || tag === 'DOMException') return encodeError(value as Error, walk);
    if (['Boolean', 'Number', 'String'].includes(tag)) return ['p', walk(value.valueOf())];
    // Everything else with a tag of its own is a platform object: Promise, WeakMap, Window, an element …
    if (tag !== 'Object' && Symbol.toStringTag in value) return refuse();
    return ['o', ...Object.entries(value).flatMap(([key, item]) => [key, walk(item)])];
  };
  const encode = (root: unknown): string => {
    const seen = new Map<object, number>();
    const walk = (value: unknown): unknown => {
      if (value === null || typeof value !== 'object') return encodePrimitive(value);
      const known = seen.get(value);
      if (known !== undefined) return ['r', known];
      seen.set(value, seen.size);
      return encodeObject(value, walk);
    };
    return JSON.stringify(walk(root));
  };
  const bytesAs = (name: string, bytes: Uint8Array<ArrayBuffer>): unknown => {
    const View = (globalThis as Record<string, unknown>)[name] as new (buffer: ArrayBuffer) => unknown;
    return new View(bytes.buffer);
  };
  const decode = (text: string): unknown => {
    const objects: unknown[] = [];
    const keep = <T>(value: T): T => {
      objects.push(value);
      return value;
    };
    const error = ([name, message, stack, cause]: string[]): Error => {
      const made = keep(new Error(message));
      if (name !== 'Error') Object.defineProperty(made, 'name', { value: name, configurable: true, writable: true });
      Object.defineProperty(made, 'stack', { value: stack, configurable: true, writable: true });
      if (cause !== null) made.cause = walk(cause);
      return made;
    };
    const containers: Record<string, (rest: unknown[]) => unknown> = {
      a: (rest) => {
        const array = keep<unknown[]>([]);
        for (const item of rest) array.push(walk(item));
        return array;
      },
      o: (rest) => {
        const object = keep<object>({});
        for (let at = 0; at < rest.length; at += 2) {
          const value = walk(rest[at + 1]);
          Object.defineProperty(object, rest[at] as string, {
            value,
            enumerable: true,
            configurable: true,
            writable: true,
          });
        }
        return object;
      },
      m: (rest) => {
        const map = keep(new Map<unknown, unknown>());
        for (let at = 0; at < rest.length; at += 2) map.set(walk(rest[at]), walk(rest[at + 1]));
        return map;
      },
      s: (rest) => {
        const set = keep(new Set<unknown>());
        for (const item of rest) set.add(walk(item));
        return set;
      },
    };
    const leaves: Record<string, (rest: string[]) => unknown> = {
      u: () => undefined,
      n: ([digits]) => BigInt(digits as string),
      f: ([name]) => Number(name),
      r: ([index]) => objects[Number(index)],
      d: ([time]) => keep(new Date(time === null ? Number.NaN : (time as string | number))),
      x: ([source, flags]) => keep(new RegExp(source as string, flags)),
      b: ([base64]) => keep(fromBase64(base64 as string).buffer),
      v: ([name, base64]) => keep(bytesAs(name as string, fromBase64(base64 as string))),
      p: ([value]) => keep(Object(walk(value))),
      e: error,
    };
    const walk = (node: unknown): unknown => {
      if (!Array.isArray(node)) return node;
      const [tag, ...rest] = node as [string, ...unknown[]];
      return (containers[tag] ?? leaves[tag])?.(rest as never);
    };
    return walk(JSON.parse(text));
  };
  return { encode, decode };
}
