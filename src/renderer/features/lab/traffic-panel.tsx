import { Eraser, Pause, Play } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { chooseInLab } from '../../stores/lab/form-store.ts';
import { useChoices } from '../../stores/lab/hooks.ts';
import { heldBack, type Traffic } from '../../stores/lab/traffic.ts';
import { clearTraffic, pauseTraffic } from '../../stores/lab/traffic-store.ts';
import { Button } from '../../ui/button.tsx';
import { formatCount } from '../../ui/format-amount.ts';
import { Tooltip } from '../../ui/tooltip.tsx';
import { useLocale } from '../../ui/use-locale.ts';
import { NotationPicker } from '../../ui/wire/notation-picker.tsx';
import { TrafficList, type TrafficListProps } from './traffic-list.tsx';
import classes from './traffic-panel.module.css';

function Reading() {
  const { bytesAs, readAs } = useChoices();
  return (
    <NotationPicker
      notation={bytesAs}
      encoding={readAs}
      onNotation={(next) => void chooseInLab({ bytesAs: next })}
      onEncoding={(next) => void chooseInLab({ readAs: next })}
    />
  );
}

function PauseButton({ ids, traffics }: { readonly ids: readonly string[]; readonly traffics: readonly Traffic[] }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const still = traffics.some(({ frozen }) => frozen !== undefined);
  const held = traffics.reduce((count, traffic) => count + heldBack(traffic), 0);
  const label = t(still ? 'lab.traffic.resume' : 'lab.traffic.pause');
  const button = (
    <Button tone="ghost" small aria-label={label} onClick={() => pauseTraffic(ids, !still)}>
      {still ? <Play aria-hidden /> : <Pause aria-hidden />}
      {still && t('lab.traffic.held', { count: held, formatted: formatCount(locale, held) })}
    </Button>
  );
  return <Tooltip text={label} trigger={button} />;
}

export interface TrafficPanelProps extends TrafficListProps {
  /** The servers and clients whose traffic is drawn. */
  readonly ids: readonly string[];
  readonly traffics: readonly Traffic[];
  /** Stands where nothing has travelled yet. */
  readonly empty: string;
  /** Above the list, such as the names of its sides. */
  readonly children?: ReactNode;
}

/** What travelled, with the ways to look at it. */
export function TrafficPanel({ ids, traffics, empty, children, ...list }: TrafficPanelProps) {
  const { t } = useTranslation();
  const clear = (
    <Button tone="ghost" small square aria-label={t('lab.traffic.clear')} onClick={() => void clearTraffic(ids)}>
      <Eraser aria-hidden />
    </Button>
  );
  return (
    <section className={classes.panel} aria-label={list.label}>
      <div className={classes.bar}>
        <Reading />
        <span className={classes.gap} />
        <PauseButton ids={ids} traffics={traffics} />
        <Tooltip text={t('lab.traffic.clear')} trigger={clear} />
      </div>
      {children}
      {list.rows.length === 0 ? <p className={classes.empty}>{empty}</p> : <TrafficList {...list} />}
    </section>
  );
}
