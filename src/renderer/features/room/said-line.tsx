import type { TFunction } from 'i18next';
import { Binary } from 'lucide-react';
import type { ReactNode } from 'react';
import { openWire } from '../../stores/wire-store.ts';
import classes from './said-line.module.css';

/** A message, or a file with its name as the text. */
interface Said {
  readonly id: string;
  readonly from: string;
  readonly text: string;
  readonly at: number;
}

/** As much of what was said as its frames are told by. */
const TEXT_MOST = 200;

/** Opens the bytes that carried what was said; there on hover and for the keyboard. */
function BytesButton({ id, from, text, at, t }: Said & { readonly t: TFunction }) {
  const message = { id, from, text: text.slice(0, TEXT_MOST) };
  return (
    <button
      type="button"
      className={classes.bytes}
      aria-label={t('wire.showBytes')}
      title={t('wire.showBytes')}
      onClick={() => void openWire({ message, at })}
    >
      <Binary aria-hidden />
    </button>
  );
}

export interface SaidLineProps {
  /** Undefined for what nothing has carried yet. */
  readonly said: Said | undefined;
  readonly t: TFunction;
  readonly children: ReactNode;
}

/** What was said, with the way to its bytes beside it. */
export function SaidLine({ said, t, children }: SaidLineProps) {
  return (
    <div className={classes.line}>
      {children}
      {said && <BytesButton {...said} t={t} />}
    </div>
  );
}
