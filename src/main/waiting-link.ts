/** The address of a `partyline://` link that waits for the user, in case the window asks before or after it came. */
export interface WaitingLink {
  current(): string | undefined;
  set(address: string): void;
  clear(): void;
}

/** @param onSet tells a window that is already there */
export function createWaitingLink(onSet: (address: string) => void): WaitingLink {
  let waiting: string | undefined;
  return {
    current: () => waiting,
    set: (address) => {
      waiting = address;
      onSet(address);
    },
    clear: () => {
      waiting = undefined;
    },
  };
}
