import { useCallback, useState } from 'react';

/**
 * Remembers what had the focus before a dialog opened. The screen below turns inert at that moment, which takes
 * the focus away before the dialog could look.
 * @returns gives the focus back; for `onCloseAutoFocus`
 */
export function useReturnFocus(): (event: Event) => void {
  const [before] = useState(() => document.activeElement);
  return useCallback(
    (event) => {
      event.preventDefault();
      // Something else that asked for it meanwhile keeps it.
      if (document.activeElement !== document.body) return;
      // By now the screen is live again.
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    },
    [before],
  );
}
