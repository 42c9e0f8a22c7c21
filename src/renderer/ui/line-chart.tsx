import { useEffect, useRef } from 'react';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { useApp } from '../stores/hooks.ts';
import classes from './line-chart.module.css';
import { useLocale } from './use-locale.ts';
import { useMedia } from './use-media.ts';

/** Times in milliseconds since 1970, oldest first, and as many values per line; null breaks a line. */
export interface LineData {
  readonly at: readonly number[];
  readonly lines: readonly (readonly (number | null)[])[];
}

/** How a line is drawn. */
export interface LineLook {
  /** A token of `tokens.css`. */
  readonly color: string;
  readonly dashed?: boolean;
  readonly filled?: boolean;
}

export interface LineChartProps {
  /** What a picture can't say to who doesn't see it. */
  readonly label: string;
  readonly data: LineData;
  readonly look: readonly LineLook[];
  /** How far back it reaches, in milliseconds. */
  readonly windowMs: number;
  /** The top, while no value is larger. */
  readonly least: number;
  readonly writeValue: (value: number) => string;
}

/** Pixels. */
const HEIGHT = 84;
const VALUES_WIDTH = 60;
const FONT_SIZE = 11;

/** A canvas knows no tokens: the colour that the token has here and now, in light or dark. */
function colorAt(element: HTMLElement, token: string): string {
  element.style.color = `var(${token})`;
  const { color } = getComputedStyle(element);
  element.style.color = '';
  return color;
}

/** Room above the highest value, and a scale that does not jump with every byte. */
function topOf(most: number, least: number): number {
  const top = Math.max(least, most * 1.15);
  const magnitude = 10 ** Math.floor(Math.log10(top));
  const step = [1, 2, 5, 10].find((factor) => factor * magnitude >= top) ?? 10;
  return step * magnitude;
}

function axesOf(host: HTMLElement, props: () => LineChartProps): uPlot.Axis[] {
  const color = (token: string) => () => colorAt(host, token);
  const font = `${FONT_SIZE}px ${getComputedStyle(host).fontFamily}`;
  const grid = { stroke: color('--line'), width: 1 };
  const ticks = { show: false };
  const values: uPlot.Axis = {
    stroke: color('--ink-faint'),
    font,
    size: VALUES_WIDTH,
    gap: 6,
    grid,
    ticks,
    splits: (_plot, _axis, _min, max) => [0, max / 2, max],
    values: (_plot, splits) => splits.map((value) => props().writeValue(value)),
  };
  return [{ show: false }, values];
}

function seriesOf(host: HTMLElement, look: readonly LineLook[]): uPlot.Series[] {
  const lines = look.map(({ color, dashed, filled }): uPlot.Series => {
    const stroke = () => colorAt(host, color);
    return {
      stroke,
      width: 1.5,
      points: { show: false },
      ...(dashed && { dash: [4, 3] }),
      ...(filled && {
        fill: () =>
          stroke()
            .replace(/^rgb\((.*)\)$/, 'rgb($1 / 0.12)')
            .replaceAll(',', ' '),
      }),
    };
  });
  return [{}, ...lines];
}

/** @param props those of the newest drawing */
function plotIn(host: HTMLElement, props: () => LineChartProps): uPlot {
  const { look, windowMs } = props();
  const options: uPlot.Options = {
    width: host.clientWidth,
    height: HEIGHT,
    ms: 1,
    legend: { show: false },
    cursor: { show: false },
    padding: [8, 0, 8, 0],
    scales: {
      x: { time: false, range: (_plot, _min, max) => [(max ?? 0) - windowMs, max ?? 0] },
      y: { range: (_plot, _min, max) => [0, topOf(max ?? 0, props().least)] },
    },
    axes: axesOf(host, props),
    series: seriesOf(host, look),
  };
  return new uPlot(options, alignedOf(props().data), host);
}

function alignedOf({ at, lines }: LineData): uPlot.AlignedData {
  return [[...at], ...lines.map((line) => [...line])];
}

/** Changes with all that a canvas does not notice by itself: the colours, and the language of the scale. */
function useAppearance(): string {
  const theme = useApp(({ settings }) => settings.theme);
  const dark = useMedia('(prefers-color-scheme: dark)');
  return `${theme} ${dark} ${useLocale()}`;
}

function Plot(props: LineChartProps) {
  const host = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot>(undefined);
  const newest = useRef(props);
  newest.current = props;
  const { label, data } = props;

  useEffect(() => {
    const element = host.current;
    if (!element) return undefined;
    const drawn = plotIn(element, () => newest.current);
    plot.current = drawn;
    const sizes = new ResizeObserver(() => drawn.setSize({ width: element.clientWidth, height: drawn.height }));
    sizes.observe(element);
    return () => {
      sizes.disconnect();
      plot.current = undefined;
      drawn.destroy();
    };
  }, []);
  useEffect(() => void plot.current?.setData(alignedOf(data)), [data]);

  return <div ref={host} className={classes.chart} role="img" aria-label={label} />;
}

/** Some lines over the last while, the newest at the right edge. */
export function LineChart(props: LineChartProps) {
  return <Plot key={useAppearance()} {...props} />;
}
