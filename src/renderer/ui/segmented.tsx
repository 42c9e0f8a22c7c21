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
}

export interface SegmentedProps<T extends string> {
  readonly label: string;
  readonly value: T;
  readonly segments: readonly Segment<T>[];
  readonly onPick: (value: T) => void;
}

/** One of a few, all in sight. */
export function Segmented<T extends string>({ label, value, segments, onPick }: SegmentedProps<T>) {
  const pick = (next: string) => {
    const segment = segments.find((candidate) => candidate.value === next);
    if (segment && !segment.unavailable) onPick(segment.value);
  };
  return (
    <ToggleGroup.Root type="single" aria-label={label} className={classes.group} value={value} onValueChange={pick}>
      {segments.map((segment) => {
        const item = (
          <ToggleGroup.Item
            key={segment.value}
            value={segment.value}
            className={classes.item}
            aria-disabled={segment.unavailable || undefined}
          >
            {segment.text}
          </ToggleGroup.Item>
        );
        return segment.tip === undefined ? item : <Tooltip key={segment.value} text={segment.tip} trigger={item} />;
      })}
    </ToggleGroup.Root>
  );
}
