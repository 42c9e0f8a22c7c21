/** The `events` module of a sandboxed preload. Runs inside the page: no outside names. */

type Listener = (...args: unknown[]) => void;

/** Makes the class; a function, because its source is sent to the page. */
export function createEventEmitterClass() {
  return class EventEmitter {
    readonly #listeners = new Map<string | symbol, { readonly listener: Listener; readonly original: Listener }[]>();

    on(event: string | symbol, listener: Listener): this {
      return this.#add(event, { listener, original: listener }, false);
    }
    addListener(event: string | symbol, listener: Listener): this {
      return this.on(event, listener);
    }
    prependListener(event: string | symbol, listener: Listener): this {
      return this.#add(event, { listener, original: listener }, true);
    }
    once(event: string | symbol, original: Listener): this {
      const listener: Listener = (...args) => {
        this.off(event, original);
        original.apply(this, args);
      };
      return this.#add(event, { listener, original }, false);
    }
    off(event: string | symbol, listener: Listener): this {
      const entries = this.#listeners.get(event) ?? [];
      const at = entries.findLastIndex((entry) => entry.original === listener);
      if (at !== -1) this.#listeners.set(event, entries.toSpliced(at, 1));
      return this;
    }
    removeListener(event: string | symbol, listener: Listener): this {
      return this.off(event, listener);
    }
    removeAllListeners(event?: string | symbol): this {
      if (event === undefined) this.#listeners.clear();
      else this.#listeners.delete(event);
      return this;
    }
    emit(event: string | symbol, ...args: unknown[]): boolean {
      const entries = this.#listeners.get(event) ?? [];
      if (entries.length === 0 && event === 'error') throw args[0];
      for (const { listener } of entries) listener.apply(this, args);
      return entries.length > 0;
    }
    listenerCount(event: string | symbol): number {
      return this.#listeners.get(event)?.length ?? 0;
    }
    listeners(event: string | symbol): Listener[] {
      return (this.#listeners.get(event) ?? []).map((entry) => entry.original);
    }
    eventNames(): (string | symbol)[] {
      return [...this.#listeners.keys()].filter((event) => this.listenerCount(event) > 0);
    }
    setMaxListeners(): this {
      return this;
    }
    #add(event: string | symbol, entry: { listener: Listener; original: Listener }, first: boolean): this {
      const entries = this.#listeners.get(event) ?? [];
      this.#listeners.set(event, first ? [entry, ...entries] : [...entries, entry]);
      return this;
    }
  };
}
