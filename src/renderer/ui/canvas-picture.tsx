import { useLayoutEffect, useRef } from 'react';

export interface CanvasPictureProps {
  readonly bitmap: ImageBitmap;
  readonly label: string;
  readonly className?: string | undefined;
}

/** A decoded picture. On a canvas: the content security policy lets no bytes become an address. */
export function CanvasPicture({ bitmap, label, className }: CanvasPictureProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useLayoutEffect(() => {
    const target = canvas.current;
    if (!target) return;
    target.width = bitmap.width;
    target.height = bitmap.height;
    target.getContext('2d')?.drawImage(bitmap, 0, 0);
  }, [bitmap]);
  return <canvas ref={canvas} className={className} role="img" aria-label={label} />;
}
