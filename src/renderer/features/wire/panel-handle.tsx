import { type KeyboardEvent, type PointerEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './wire-panel.module.css';

/** Share of the window's height that the panel takes, in percent. */
const LEAST = 25;
const MOST = 85;
const STEP = 5;

/** As it was left last, until the window is closed. */
let lastShare = 58;

/** The share that the panel takes, and a way to change it. */
export function useShare(): readonly [share: number, resize: (share: number) => void] {
  const [share, setShare] = useState(lastShare);
  const resize = (next: number) => {
    lastShare = Math.round(Math.min(MOST, Math.max(LEAST, next)));
    setShare(lastShare);
  };
  return [share, resize];
}

export interface PanelHandleProps {
  readonly share: number;
  readonly onResize: (share: number) => void;
}

/** The panel's upper edge, by which it is made taller or lower; with the arrow keys as well. */
export function PanelHandle({ share, onResize }: PanelHandleProps) {
  const { t } = useTranslation();
  const handle = useRef<HTMLDivElement>(null);
  const dragged = (event: PointerEvent) => {
    if (event.buttons !== 1) return;
    const body = handle.current?.closest('[data-wire-body]')?.getBoundingClientRect();
    if (body) onResize(((body.bottom - event.clientY) / body.height) * 100);
  };
  const pressed = (event: KeyboardEvent) => {
    const step = { ArrowUp: STEP, ArrowDown: -STEP }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    onResize(share + step);
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a separator that is moved is no line
    <div
      ref={handle}
      className={classes.handle}
      role="separator"
      aria-orientation="horizontal"
      aria-label={t('wire.resize')}
      aria-valuenow={share}
      aria-valuemin={LEAST}
      aria-valuemax={MOST}
      tabIndex={0}
      onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
      onPointerMove={dragged}
      onKeyDown={pressed}
    />
  );
}
