import type { Impairment } from '../../../shared/impairment/impairment.ts';
import type { Transport } from '../../../shared/models.ts';
import { formatBytes, formatCount, formatShare } from '../../ui/format-amount.ts';

/** One thing that is impaired: `impairment.short.<key>` in the locale files names it, with its amount. */
export interface ImpairmentPart {
  readonly key: keyof Impairment;
  readonly amount: string;
}

const OVER: Readonly<Record<Transport, readonly (keyof Impairment)[]>> = {
  udp: ['loss', 'duplication', 'reordering', 'delayMs', 'jitterMs'],
  tcp: ['chunkBytes', 'chunkDelayMs'],
};

/** The amount of one setting, as people write it. @param locale BCP 47 tag */
export function formatImpairment(locale: string, key: keyof Impairment, value: number): string {
  if (key === 'chunkBytes') return formatBytes(locale, value);
  return key.endsWith('Ms') ? `${formatCount(locale, value)} ms` : formatShare(locale, value);
}

/** What is impaired of the traffic over these transports, the most striking first. */
export function describeImpairment(
  locale: string,
  impairment: Impairment,
  transports: readonly Transport[],
): readonly ImpairmentPart[] {
  return transports
    .flatMap((transport) => OVER[transport])
    .filter((key) => impairment[key] > 0)
    .map((key) => ({ key, amount: formatImpairment(locale, key, impairment[key]) }));
}
