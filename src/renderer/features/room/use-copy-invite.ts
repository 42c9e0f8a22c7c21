import { useEffect, useRef, useState } from 'react';
import { copyInvite } from '../../stores/room-actions.ts';

/** Milliseconds for which a copy is confirmed. */
const CONFIRM_MS = 2_000;

export interface CopyInvite {
  /** The address whose invite was just copied. */
  readonly copied: string | undefined;
  readonly copy: (address: string) => Promise<void>;
}

/** Copies invites and confirms each for a moment. */
export function useCopyInvite(): CopyInvite {
  const [copied, setCopied] = useState<string>();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);

  const copy = async (address: string) => {
    if (!(await copyInvite(address))) return;
    clearTimeout(timer.current);
    setCopied(address);
    timer.current = setTimeout(() => setCopied(undefined), CONFIRM_MS);
  };
  return { copied, copy };
}
