import { classNames } from './class-names.ts';
import classes from './progress.module.css';

export interface ProgressProps {
  readonly label: string;
  /** 0 to 1; undefined while nobody knows how far it is. */
  readonly share: number | undefined;
  /** What is read out in place of the percentage. */
  readonly text?: string | undefined;
  /** `still` for what waits or was paused. */
  readonly tone?: 'usual' | 'still' | undefined;
  readonly className?: string | undefined;
}

/** A bar that fills. */
export function Progress({ label, share, text, tone = 'usual', className }: ProgressProps) {
  return (
    <div
      className={classNames(classes.progress, className)}
      data-tone={tone}
      data-unknown={share === undefined || undefined}
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={share === undefined ? undefined : Math.floor(share * 100)}
      aria-valuetext={text}
    >
      <div style={share === undefined ? undefined : { width: `${share * 100}%` }} />
    </div>
  );
}
