/**
 * Tells the main process the document's title whenever it changes, which the DevTools protocol does not. Runs in a world
 * of its own in every document: no outside names but its argument.
 */

/** @param post hands a title to the main process */
export function watchTitle(post: (title: string) => void): void {
  let told = '';
  const tell = (): void => {
    if (document.title === told) return;
    told = document.title;
    post(told);
  };
  const observer = new MutationObserver(tell);
  observer.observe(document, { subtree: true, childList: true, characterData: true });
  addEventListener('DOMContentLoaded', () => {
    tell();
    // From here on only the head matters; watching the whole body would cost on every change of the page.
    observer.disconnect();
    observer.observe(document.head, { subtree: true, childList: true, characterData: true });
  });
}
