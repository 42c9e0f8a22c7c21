import { type App, app } from 'electron';
import { formatAddress, parseAddress } from '../shared/address.ts';

const SCHEME = 'partyline';

/**
 * Registers the packaged app for `partyline://` links. From the repository it does not: the system would remember a
 * development binary.
 */
export function claimLinks(): void {
  if (app.isPackaged) app.setAsDefaultProtocolClient(SCHEME);
}

/**
 * Hears of links that macOS opens in the running app; on other systems a link comes as an argument of a second
 * instance.
 * @param opened gets the room's address, as {@link formatAddress} writes it
 * @returns its own unsubscribe
 */
export function onOpenLink(opened: (address: string) => void): () => void {
  const listener = (event: Electron.Event, url: string) => {
    event.preventDefault();
    const address = parseAddress(url);
    if (address.ok) opened(formatAddress(address.value));
  };
  const source: App = app;
  source.on('open-url', listener);
  return () => source.off('open-url', listener);
}
