import type { TFunction } from 'i18next';
import { LockOpen, ShieldAlert, ShieldCheck } from 'lucide-react';
import type { Trust } from '../../stores/people/trust.ts';
import classes from './trust-mark.module.css';

/** Each mark has a shape of its own: its colour says nothing that the shape does not. */
const MARKS = { verified: ShieldCheck, changed: ShieldAlert, clear: LockOpen, plain: LockOpen } as const;

export interface TrustMarkProps {
  readonly trust: Trust | undefined;
  readonly name: string;
  readonly t: TFunction;
}

/** What is known of somebody, beside their name; nothing where there is nothing to be said. */
export function TrustMark({ trust, name, t }: TrustMarkProps) {
  if (trust === undefined || trust === 'met' || trust === 'unknown') return null;
  const Icon = MARKS[trust];
  return (
    <span
      className={classes.mark}
      data-trust={trust}
      role="img"
      aria-label={t(`identity.mark.${trust}`)}
      title={t(`identity.markTip.${trust}`, { name })}
    >
      <Icon aria-hidden />
    </span>
  );
}
