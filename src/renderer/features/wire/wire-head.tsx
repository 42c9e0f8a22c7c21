import { Circle, Download, Pause, Play, Trash2, X } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Problem } from '../../../shared/error-codes.ts';
import { EXPORT_FORMATS, type ExportFormat, RECORDING_SIZES } from '../../../shared/wire/wire-contract.ts';
import { useApp, useWire } from '../../stores/hooks.ts';
import {
  clearRecording,
  exportRecording,
  hold,
  type RecordingSize,
  record,
  resizeRecording,
} from '../../stores/wire-actions.ts';
import { closeWire } from '../../stores/wire-store.ts';
import { Button } from '../../ui/button.tsx';
import { formatBytes } from '../../ui/format-amount.ts';
import { Menu } from '../../ui/menu.tsx';
import { useProblemText } from '../../ui/problem-text.ts';
import { SmallSelect } from '../../ui/small-select.tsx';
import { Tooltip } from '../../ui/tooltip.tsx';
import { useLocale } from '../../ui/use-locale.ts';
import classes from './wire-panel.module.css';

/** How full the recording is, and how much it may take. */
function Usage() {
  const { t } = useTranslation();
  const locale = useLocale();
  const bytes = useWire(({ state }) => state?.bytes ?? 0);
  const most = useApp(({ settings }) => settings.recordingBytes);
  const used = formatBytes(locale, bytes);
  return (
    <span className={classes.usage}>
      <meter min={0} max={most} value={bytes} aria-label={t('wire.usage', { used })} title={t('wire.usageHint')} />
      <output>{t('wire.usage', { used })}</output>
      <SmallSelect
        label={t('wire.sizeChoice')}
        value={String(most)}
        onPick={(size) => void resizeRecording(Number(size) as RecordingSize)}
        options={RECORDING_SIZES.map((size) => ({
          value: String(size),
          text: t('wire.usageMost', { most: formatBytes(locale, size) }),
        }))}
      />
    </span>
  );
}

function RecordButton() {
  const { t } = useTranslation();
  const isOn = useWire(({ state }) => state?.isOn ?? false);
  return (
    <Tooltip
      text={t(isOn ? 'wire.stopHint' : 'wire.startHint')}
      trigger={
        <Button
          small
          tone={isOn ? 'plain' : 'primary'}
          className={classes.record}
          data-on={isOn || undefined}
          aria-pressed={isOn}
          onClick={() => void record(!isOn)}
        >
          <Circle aria-hidden />
          {t(isOn ? 'wire.recording' : 'wire.record')}
        </Button>
      }
    />
  );
}

function Export({ onDone }: { readonly onDone: (words: Outcome) => void }) {
  const { t } = useTranslation();
  const isEmpty = useWire(({ page }) => page.end === page.first);
  const write = async (format: ExportFormat) => {
    const result = await exportRecording(format);
    if ('problem' in result) onDone({ problem: result.problem });
    else if (result.path !== undefined) onDone({ path: result.path });
  };
  return (
    <Menu
      title={t('wire.exportTitle')}
      items={EXPORT_FORMATS.map((id) => ({ id, text: t(`wire.format.${id}`) }))}
      onPick={(id) => void write(id as ExportFormat)}
      trigger={
        <Button small disabled={isEmpty}>
          <Download aria-hidden />
          {t('wire.export')}
        </Button>
      }
    />
  );
}

type Outcome = { readonly path: string } | { readonly problem: Problem } | undefined;

function ExportOutcome({ outcome }: { readonly outcome: Outcome }) {
  const { t } = useTranslation();
  const problemText = useProblemText();
  return (
    <p className={classes.outcome} role="status" data-failed={(outcome && 'problem' in outcome) || undefined}>
      {outcome && ('path' in outcome ? t('wire.exported', { path: outcome.path }) : problemText(outcome.problem))}
    </p>
  );
}

function HoldButton() {
  const { t } = useTranslation();
  const isHeld = useWire((state) => state.isHeld);
  const label = t(isHeld ? 'wire.goOn' : 'wire.pause');
  return (
    <Tooltip
      text={t('wire.pauseHint')}
      trigger={
        <Button small square tone="ghost" aria-label={label} aria-pressed={isHeld} onClick={() => void hold(!isHeld)}>
          {isHeld ? <Play aria-hidden /> : <Pause aria-hidden />}
        </Button>
      }
    />
  );
}

/** Recording on and off, how much of it there is, and where it can go. */
export function WireHead() {
  const { t } = useTranslation();
  const [outcome, setOutcome] = useState<Outcome>();
  const hasChunks = useWire(({ state }) => (state?.chunks ?? 0) > 0);
  return (
    <header className={classes.head}>
      <h2>{t('wire.title')}</h2>
      <RecordButton />
      <Usage />
      <ExportOutcome outcome={outcome} />
      <HoldButton />
      <Tooltip
        text={t('wire.clear')}
        trigger={
          <Button
            small
            square
            tone="ghost"
            aria-label={t('wire.clear')}
            disabled={!hasChunks}
            onClick={() => void clearRecording()}
          >
            <Trash2 aria-hidden />
          </Button>
        }
      />
      <Export onDone={setOutcome} />
      <Button small square tone="ghost" aria-label={t('wire.close')} onClick={closeWire}>
        <X aria-hidden />
      </Button>
    </header>
  );
}
