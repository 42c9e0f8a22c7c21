import { Check, Copy } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ByteSpan, WireFrameDetail } from '../../../shared/wire/wire-model.ts';
import { copyText } from '../../stores/copy-text.ts';
import { useWire } from '../../stores/hooks.ts';
import { goToChunk } from '../../stores/wire-actions.ts';
import type { WireDetail } from '../../stores/wire-store.ts';
import { Button } from '../../ui/button.tsx';
import { formatCount } from '../../ui/format-amount.ts';
import { useLocale } from '../../ui/use-locale.ts';
import { ByteLegend } from '../../ui/wire/byte-legend.tsx';
import { ByteView } from '../../ui/wire/byte-view.tsx';
import { readableText } from '../../ui/wire/characters.ts';
import { NotationPicker, type NotationPickerProps } from '../../ui/wire/notation-picker.tsx';
import { formatInstant, hexOf } from '../../ui/wire/wire-words.ts';
import classes from './wire-detail.module.css';

/** Milliseconds that a copy button says that it has copied. */
const COPIED_MS = 1_500;

function CopyButton({ label, text }: { readonly label: string; readonly text: () => string }) {
  const { t } = useTranslation();
  const [isCopied, setCopied] = useState(false);
  useEffect(() => {
    if (!isCopied) return;
    const timer = setTimeout(() => setCopied(false), COPIED_MS);
    return () => clearTimeout(timer);
  }, [isCopied]);
  return (
    <Button small tone="ghost" onClick={() => void copyText(text()).then(setCopied)}>
      {isCopied ? <Check aria-hidden /> : <Copy aria-hidden />}
      {isCopied ? t('wire.copied') : label}
    </Button>
  );
}

/** The four bytes before a header, and the number that they are. */
function LengthSum({ bytes }: { readonly bytes: Uint8Array }) {
  const { t } = useTranslation();
  const [a = 0, b = 0, c = 0, d = 0] = bytes;
  const value = a + b * 0x100 + c * 0x1_0000 + d * 0x100_0000;
  return (
    <p className={classes.sum} title={t('bytes.lengthHint')}>
      <code>{hexOf(bytes.subarray(0, 4))}</code> = {value}
    </p>
  );
}

function Carriers({ detail }: { readonly detail: WireFrameDetail }) {
  const { t } = useTranslation();
  const locale = useLocale();
  return (
    <ul className={classes.carriers} aria-label={t('wire.carriers')}>
      {detail.chunks.slice(0, 64).map(({ id, at, direction, length, number, isAgain }) => (
        <li key={id}>
          <button type="button" onClick={() => goToChunk(id)} data-direction={direction}>
            {number !== undefined && <b>#{number}</b>}
            {t('wire.size', { count: length, formatted: formatCount(locale, length) })}
            <time>{formatInstant(at)}</time>
            {isAgain && <em>{t('wire.again')}</em>}
          </button>
        </li>
      ))}
    </ul>
  );
}

function FrameFacts({ detail }: { readonly detail: WireFrameDetail }) {
  const { t } = useTranslation();
  const { bytes, json, breach } = detail;
  return (
    <>
      {json !== undefined && <LengthSum bytes={bytes} />}
      {breach && (
        <p className={classes.breach}>
          <code>{breach.code}</code> {breach.text}
        </p>
      )}
      {json !== undefined && (
        <section className={classes.json} aria-label={t('wire.json')}>
          <pre>{json}</pre>
        </section>
      )}
      <Carriers detail={detail} />
    </>
  );
}

interface BytesProps {
  readonly kind: WireDetail['kind'];
  readonly bytes: Uint8Array;
  readonly spans: readonly ByteSpan[];
  readonly json?: string | undefined;
  readonly pick: NotationPickerProps;
}

function Bytes({ kind, bytes, spans, json, pick }: BytesProps) {
  const { t } = useTranslation();
  const locale = useLocale();
  const needle = useWire(({ search }) => search.needle);
  const { notation, encoding } = pick;
  const size = t('wire.size', { count: bytes.length, formatted: formatCount(locale, bytes.length) });
  return (
    <>
      <header className={classes.head}>
        <h3>{t(`wire.${kind}`, { size })}</h3>
        <CopyButton label={t('wire.copyHex')} text={() => hexOf(bytes)} />
        <CopyButton label={t('wire.copyText')} text={() => readableText(bytes, encoding)} />
        {json !== undefined && <CopyButton label={t('wire.copyJson')} text={() => json} />}
      </header>
      <div className={classes.tools}>
        <NotationPicker {...pick} />
        <ByteLegend spans={spans} />
      </div>
      <div className={classes.bytes}>
        <ByteView
          label={t('wire.bytesLabel')}
          bytes={bytes}
          spans={spans}
          notation={notation}
          encoding={encoding}
          needle={needle}
        />
      </div>
    </>
  );
}

function Detail({ shown, pick }: { readonly shown: WireDetail; readonly pick: NotationPickerProps }) {
  const { t } = useTranslation();
  if (shown.detail === undefined) return <p className={classes.hint}>{t('wire.gone')}</p>;
  if (shown.kind === 'chunk') return <Bytes kind="chunk" {...shown.detail} pick={pick} />;
  const { bytes, spans, json } = shown.detail;
  return (
    <>
      <Bytes kind="frame" bytes={bytes} spans={spans} json={json} pick={pick} />
      <FrameFacts detail={shown.detail} />
    </>
  );
}

/** The bytes of what is selected. */
export function WireDetailPane(pick: NotationPickerProps) {
  const { t } = useTranslation();
  const shown = useWire((state) => state.detail);
  return (
    <aside className={classes.pane} aria-label={t('wire.selection')}>
      {shown ? (
        <Detail key={`${shown.kind} ${shown.id}`} shown={shown} pick={pick} />
      ) : (
        <p className={classes.hint}>{t('wire.pickHint')}</p>
      )}
    </aside>
  );
}
