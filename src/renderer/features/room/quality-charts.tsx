import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Transport } from '../../../shared/models.ts';
import { useQuality } from '../../stores/hooks.ts';
import { largest, type Sample, WINDOW_MS } from '../../stores/quality/samples.ts';
import { formatBytes, formatMilliseconds } from '../../ui/format-amount.ts';
import { LineChart, type LineData } from '../../ui/line-chart.tsx';
import { useLocale } from '../../ui/use-locale.ts';
import classes from './quality-charts.module.css';

/** Smallest time that a transport's round trips are told apart by, in milliseconds: TCP's come from a clock of 1 ms. */
const FINEST_MS = { tcp: 1, udp: 0.1 } as const;
/** Top of a graph on which nearly nothing happens: 2 ms, and 1 kB per second. */
const LEAST = { roundTripMs: 2, bytesPerSecond: 1_000 };

function useData(lines: readonly ('roundTripMs' | 'inPerSecond' | 'outPerSecond')[]): LineData {
  const samples = useQuality((state) => state.samples);
  return useMemo(
    () => ({ at: samples.map(({ at }) => at), lines: lines.map((line) => samples.map((sample) => sample[line])) }),
    [samples, lines],
  );
}

function newestOf(samples: readonly Sample[]): Sample | undefined {
  return samples.at(-1);
}

const ROUND_TRIP = ['roundTripMs'] as const;
const THROUGHPUT = ['inPerSecond', 'outPerSecond'] as const;
const ROUND_TRIP_LOOK = [{ color: '--accent-ink', filled: true }] as const;
const THROUGHPUT_LOOK = [{ color: '--accent-ink' }, { color: '--warning-ink', dashed: true }] as const;

/** What the graph's left and right edge are. */
function Times() {
  const { t } = useTranslation();
  return (
    <p className={classes.times} aria-hidden>
      <span>{t('quality.twoMinutesAgo')}</span>
      <span>{t('quality.now')}</span>
    </p>
  );
}

/** The time from here to the host and back. */
export function RoundTripChart() {
  const { t } = useTranslation();
  const locale = useLocale();
  const samples = useQuality((state) => state.samples);
  const transport: Transport = useQuality(({ last }) => last?.quality?.transport ?? 'tcp');
  const words = (ms: number) => formatMilliseconds(locale, ms, FINEST_MS[transport]);
  const now = newestOf(samples)?.roundTripMs ?? undefined;
  const most = largest(samples, 'roundTripMs');
  return (
    <figure className={classes.chart}>
      <figcaption>
        <span>{t('quality.roundTrip')}</span>
        <output className={classes.now}>{now === undefined ? '–' : words(now)}</output>
      </figcaption>
      <LineChart
        label={t('quality.roundTripChart', {
          now: now === undefined ? '–' : words(now),
          most: most === undefined ? '–' : words(most),
        })}
        look={ROUND_TRIP_LOOK}
        data={useData(ROUND_TRIP)}
        windowMs={WINDOW_MS}
        least={LEAST.roundTripMs}
        writeValue={(ms) => `${new Intl.NumberFormat(locale).format(ms)} ms`}
      />
      <Times />
    </figure>
  );
}

/** Bytes per second in both directions. */
export function ThroughputChart() {
  const { t } = useTranslation();
  const locale = useLocale();
  const samples = useQuality((state) => state.samples);
  const words = (rate: number | null | undefined) =>
    rate === null || rate === undefined ? '–' : t('quality.perSecond', { amount: formatBytes(locale, rate) });
  const newest = newestOf(samples);
  return (
    <figure className={classes.chart}>
      <figcaption>
        <span>{t('quality.throughput')}</span>
      </figcaption>
      <LineChart
        label={t('quality.throughputChart', { in: words(newest?.inPerSecond), out: words(newest?.outPerSecond) })}
        look={THROUGHPUT_LOOK}
        data={useData(THROUGHPUT)}
        windowMs={WINDOW_MS}
        least={LEAST.bytesPerSecond}
        writeValue={words}
      />
      <Times />
      <dl className={classes.legend}>
        <div data-line="in">
          <dt>{t('quality.in')}</dt>
          <dd>{words(newest?.inPerSecond)}</dd>
        </div>
        <div data-line="out">
          <dt>{t('quality.out')}</dt>
          <dd>{words(newest?.outPerSecond)}</dd>
        </div>
      </dl>
    </figure>
  );
}
