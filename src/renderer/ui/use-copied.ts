import { useEffect, useRef, useState } from 'react';

/** Milliseconds for which a copy is confirmed. */
const CONFIRM_MS = 2_000;

export interface Copied {
  /** What was just copied. */
  readonly copied: string | undefined;
  readonly copy: (text: string) => Promise<void>;
}

/** Copies, and confirms it for a moment. @param write puts a text on the clipboard, and says whether it is there */
export function useCopied(write: (text: string) => Promise<boolean>): Copied {
  const [copied, setCopied] = useState<string>();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);

  const copy = async (text: string) => {
    if (!(await write(text))) return;
    clearTimeout(timer.current);
    setCopied(text);
    timer.current = setTimeout(() => setCopied(undefined), CONFIRM_MS);
  };
  return { copied, copy };
}
