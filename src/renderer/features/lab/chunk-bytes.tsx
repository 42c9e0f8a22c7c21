import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { LabChunk } from '../../../shared/lab/lab-models.ts';
import type { ByteSpan } from '../../../shared/wire/wire-model.ts';
import { useChoices } from '../../stores/lab/hooks.ts';
import { formatCount } from '../../ui/format-amount.ts';
import { useLocale } from '../../ui/use-locale.ts';
import { ByteInline } from '../../ui/wire/byte-inline.tsx';
import classes from './chunk.module.css';

export interface ChunkBytesProps {
  readonly chunk: LabChunk;
  readonly spans: readonly ByteSpan[];
  /** Pixels of a line. */
  readonly width: number;
  /** How many bytes are drawn until one asks for the rest. */
  readonly most: number;
}

/** What a chunk holds, in the way that the reader chose for all of them. */
export function ChunkBytes({ chunk, spans, width, most }: ChunkBytesProps) {
  const { t } = useTranslation();
  const locale = useLocale();
  const { bytesAs, readAs } = useChoices();
  const [whole, setWhole] = useState(false);
  const { bytes, size } = chunk;
  if (size === 0) return <p className={classes.note}>{t('bytes.none')}</p>;
  const shown = whole ? bytes : bytes.subarray(0, most);
  const hidden = size - shown.length;
  const words = { count: hidden, formatted: formatCount(locale, hidden) };
  return (
    <>
      <ByteInline bytes={shown} spans={spans} notation={bytesAs} encoding={readAs} width={width} />
      {hidden > 0 &&
        (whole ? (
          <p className={classes.note}>{t('lab.traffic.cut', words)}</p>
        ) : (
          <button type="button" className={classes.more} onClick={() => setWhole(true)}>
            {t('lab.traffic.more', words)}
          </button>
        ))}
    </>
  );
}
