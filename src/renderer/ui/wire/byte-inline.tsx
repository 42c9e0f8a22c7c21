import { useMemo } from 'react';
import type { ByteSpan } from '../../../shared/wire/wire-model.ts';
import { classNames } from '../class-names.ts';
import own from './byte-inline.module.css';
import { runsBetween } from './byte-runs.ts';
import classes from './byte-view.module.css';
import { Line, lineLength, type Notation } from './byte-view.tsx';
import { charactersOf, readableText, type TextEncoding } from './characters.ts';

export interface ByteInlineProps {
  readonly bytes: Uint8Array;
  /** What they are part of; in order. */
  readonly spans?: readonly ByteSpan[];
  readonly notation: Notation;
  readonly encoding: TextEncoding;
  /** Pixels that there are for a line. */
  readonly width: number;
}

const NO_SPANS: readonly ByteSpan[] = [];

function Text({ bytes, spans = NO_SPANS, encoding }: ByteInlineProps) {
  return (
    <p className={classes.text} dir="auto">
      {runsBetween(0, bytes.length, spans, []).map(({ from, to, kind }) => (
        <span key={from} data-kind={kind}>
          {readableText(bytes.subarray(from, to), encoding)}
        </span>
      ))}
    </p>
  );
}

/** A few bytes as a part of a list: drawn whole, and scrolled by what they stand in. */
export function ByteInline(props: ByteInlineProps) {
  const { bytes, spans = NO_SPANS, notation, encoding, width } = props;
  const characters = useMemo(() => charactersOf(bytes, encoding), [bytes, encoding]);
  const className = classNames(classes.view, own.inline);
  if (notation === 'text')
    return (
      <div className={className}>
        <Text {...props} />
      </div>
    );
  const perLine = Math.min(16, lineLength(width, notation));
  const lines = Array.from({ length: Math.ceil(bytes.length / perLine) }, (_, index) => index * perLine);
  return (
    <div className={className}>
      {lines.map((from) => (
        <p key={from} className={classes.line} style={{ '--per-line': perLine } as React.CSSProperties}>
          <Line
            bytes={bytes}
            characters={characters}
            runs={runsBetween(from, Math.min(bytes.length, from + perLine), spans, [])}
            offset={from}
            notation={notation}
          />
        </p>
      ))}
    </div>
  );
}
