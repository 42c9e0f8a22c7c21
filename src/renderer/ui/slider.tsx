import { type CSSProperties, useId } from 'react';
import classes from './slider.module.css';

export interface SliderProps {
  readonly label: string;
  /** What can be picked, ascending; each is one step of the slider. */
  readonly stops: readonly number[];
  /** One that is no stop stands at the nearest. */
  readonly value: number;
  /** The value in words, shown and read out. */
  readonly text: string;
  readonly onPick: (value: number) => void;
}

/** Where a value stands: the index of the nearest stop. */
export function nearestStop(stops: readonly number[], value: number): number {
  const distances = stops.map((stop) => Math.abs(stop - value));
  return distances.indexOf(Math.min(...distances));
}

/** One of many values in a row. The system's own control, with its keys: arrows, Page Up and Down, Home and End. */
export function Slider({ label, stops, value, text, onPick }: SliderProps) {
  const id = useId();
  const at = nearestStop(stops, value);
  const style = { '--filled': `${(100 * at) / (stops.length - 1)}%` } as CSSProperties;
  return (
    <div className={classes.slider}>
      <label htmlFor={id}>{label}</label>
      <output htmlFor={id} data-set={value > 0 || undefined}>
        {text}
      </output>
      <input
        id={id}
        type="range"
        min={0}
        max={stops.length - 1}
        step={1}
        value={at}
        style={style}
        aria-valuetext={text}
        onChange={(event) => onPick(stops[Number(event.currentTarget.value)] ?? 0)}
      />
    </div>
  );
}
