/** The event object that Electron passes first to every listener. */

/** `event.preventDefault()` asks not to do what the event announces. */
export interface PreventableEvent {
  defaultPrevented: boolean;
  preventDefault(): void;
}

/** An event with `fields` on it; Electron passes details both there and, for old code, as further arguments. */
export function makeEvent<T extends object>(fields: T = {} as T): T & PreventableEvent {
  const event = Object.assign({ defaultPrevented: false, preventDefault: () => {} }, fields);
  event.preventDefault = () => {
    event.defaultPrevented = true;
  };
  return event;
}
