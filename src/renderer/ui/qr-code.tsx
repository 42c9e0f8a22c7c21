import { useMemo } from 'react';
import { classNames } from './class-names.ts';
import classes from './qr-code.module.css';
import { qrMatrix } from './qr-matrix.ts';

export interface QrCodeProps {
  readonly text: string;
  readonly label: string;
  readonly className?: string | undefined;
}

/** A QR code, dark on light whatever the theme: many scanners read no other. */
export function QrCode({ text, label, className }: QrCodeProps) {
  const { size, path } = useMemo(() => qrMatrix(text), [text]);
  return (
    <svg
      className={classNames(classes.code, className)}
      viewBox={`0 0 ${size} ${size}`}
      shapeRendering="crispEdges"
      role="img"
      aria-label={label}
    >
      <rect className={classes.light} width={size} height={size} />
      <path className={classes.dark} d={path} />
    </svg>
  );
}
