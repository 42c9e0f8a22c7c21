import { ToggleGroup } from 'radix-ui';
import type { ReactNode } from 'react';
import classes from './segmented.module.css';
import { Tooltip } from './tooltip.tsx';

export interface Segment<T extends string> {
  readonly value: T;
  readonly text: ReactNode;
  readonly tip?: string;
  /** Stays reachable by keyboard, so that its tooltip can say why. */
  readonly unavailable?: boolean;
  /** It was picked and is on its way. */
  readonly busy?: boolean;
}

export interface SegmentedProps<T extends string> {
  readonly label: string;
  /** Undefined when none of them is the case. */
  readonly value: T | undefined;
  readonly segments: readonly Segment<T>[];
  readonly onPick: (value: T) => void;
}

/** One of a few, all in sight. */
export function Segmented<T extends string>({ label, value, segments, onPick }: SegmentedProps<T>) {
  const pick = (next: string) => {
    const segment = segments.find((candidate) => candidate.value === next);
    if (segment && !segment.unavailable) onPick(segment.value);
  };
  const busy = segments.some((segment) => segment.busy);
  return (
    <ToggleGroup.Root
      type="single"
      aria-label={label}
      aria-busy={busy || undefined}
      className={classes.group}
      value={value ?? ''}
      onValueChange={pick}
    >
      {segments.map((segment) => {
        const item = (
          <ToggleGroup.Item
            key={segment.value}
            value={segment.value}
            className={classes.item}
            aria-disabled={segment.unavailable || undefined}
            data-busy={segment.busy || undefined}
          >
            {segment.text}
          </ToggleGroup.Item>
        );
        return segment.tip === undefined ? item : <Tooltip key={segment.value} text={segment.tip} trigger={item} />;
      })}
    </ToggleGroup.Root>
  );
}
