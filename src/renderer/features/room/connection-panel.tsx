import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { LinkQuality, Transport } from '../../../shared/models.ts';
import { useQuality, useRoom } from '../../stores/hooks.ts';
import { impairmentOf } from '../../stores/places/room-store.ts';
import { lossOf } from '../../stores/quality/samples.ts';
import { watchQuality } from '../../stores/quality-store.ts';
import { impair } from '../../stores/room-actions.ts';
import { formatBytes, formatCount, formatShare } from '../../ui/format-amount.ts';
import { useLocale } from '../../ui/use-locale.ts';
import { ImpairmentPanel } from '../impairment/impairment-panel.tsx';
import classes from './connection-panel.module.css';
import { RoundTripChart, ThroughputChart } from './quality-charts.tsx';
import { SidePanel } from './side-panel.tsx';

function Figure({ label, value, more }: { readonly label: string; readonly value: string; readonly more?: string }) {
  return (
    <div className={classes.figure}>
      <dt>{label}</dt>
      <dd>
        {value}
        {more !== undefined && <span className={classes.more}>{more}</span>}
      </dd>
    </div>
  );
}

/** What the transport itself knows: everything with our own datagrams, of TCP hardly anything. */
function Delivery({ quality }: { readonly quality: LinkQuality }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const { datagrams } = quality;
  const loss = lossOf(quality);
  const unknown = t('quality.unknown');
  const bytes = (amount: number | undefined) => (amount === undefined ? unknown : formatBytes(locale, amount));
  const packets = datagrams && {
    lost: formatCount(locale, datagrams.packetsLost),
    sent: t('quality.packets', { count: datagrams.packetsOut, formatted: formatCount(locale, datagrams.packetsOut) }),
  };
  return (
    <>
      <dl className={classes.figures}>
        <Figure
          label={t('quality.loss')}
          value={loss === undefined ? (datagrams ? formatShare(locale, 0) : unknown) : formatShare(locale, loss)}
          {...(packets && { more: t('quality.lostOf', packets) })}
        />
        <Figure label={t('quality.retransmitted')} value={bytes(datagrams?.bytesRetransmitted)} />
        <Figure label={t('quality.window')} value={bytes(datagrams?.congestionWindow)} />
        <Figure label={t('quality.inFlight')} value={bytes(datagrams?.bytesInFlight)} />
      </dl>
      <p className={classes.remark}>{t(datagrams ? 'quality.udpRemark' : 'quality.tcpRemark')}</p>
    </>
  );
}

function Traffic({ quality }: { readonly quality: LinkQuality }) {
  const { t } = useTranslation();
  const locale = useLocale();
  return (
    <dl className={classes.figures}>
      <Figure label={t('quality.bytesIn')} value={formatBytes(locale, quality.bytesIn)} />
      <Figure label={t('quality.bytesOut')} value={formatBytes(locale, quality.bytesOut)} />
    </dl>
  );
}

function Readings() {
  const { t } = useTranslation();
  const last = useQuality((state) => state.last);
  useEffect(watchQuality, []);
  const quality = last?.quality;
  return (
    <>
      <RoundTripChart />
      <ThroughputChart />
      {quality ? (
        <>
          <Traffic quality={quality} />
          <Delivery quality={quality} />
        </>
      ) : (
        <p className={classes.remark}>{t(last ? 'quality.noLink' : 'quality.measuring')}</p>
      )}
    </>
  );
}

const TRANSPORTS: readonly Transport[] = ['udp', 'tcp'];

/** A member can change its transport at any time, and a host's guests have theirs: both are offered. */
function RoomImpairment() {
  const impairment = useRoom(impairmentOf);
  return (
    <div className={classes.impairment}>
      <ImpairmentPanel impairment={impairment} transports={TRANSPORTS} onChange={(next) => void impair(next)} />
    </div>
  );
}

export interface ConnectionPanelProps {
  readonly overlay: boolean;
  readonly onClose: () => void;
}

/** How well the link to the room does, live. */
export function ConnectionPanel({ overlay, onClose }: ConnectionPanelProps) {
  const { t } = useTranslation();
  const canMove = useRoom(({ room }) => room?.canMove ?? false);
  const transport = useRoom(({ room }) => room?.transport ?? 'tcp');
  return (
    <SidePanel
      className={classes.panel}
      title={t('quality.title')}
      note={canMove && t(`room.transport.${transport}`)}
      overlay={overlay}
      closeLabel={t('quality.close')}
      closable
      onClose={onClose}
    >
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls in a low window and must be reachable by keyboard */}
      <section className={classes.body} aria-label={t('quality.title')} tabIndex={0}>
        {canMove ? <Readings /> : <p className={classes.remark}>{t('quality.hostRemark')}</p>}
        <RoomImpairment />
      </section>
    </SidePanel>
  );
}
