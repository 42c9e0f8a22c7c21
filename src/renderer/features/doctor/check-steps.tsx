import { useTranslation } from 'react-i18next';
import type { Transport } from '../../../shared/models.ts';
import type { AddressStep, ProbeStep } from '../../stores/doctor/steps.ts';
import type { Check } from '../../stores/doctor-store.ts';
import { formatMilliseconds } from '../../ui/format-amount.ts';
import { Spinner } from '../../ui/spinner.tsx';
import { useLocale } from '../../ui/use-locale.ts';
import classes from './check-steps.module.css';

/** What can be told apart when a probe is timed, in milliseconds. */
const FINEST_MS = 0.1;
const TRANSPORTS: readonly Transport[] = ['tcp', 'udp'];

function Probe({
  transport,
  probe,
  over,
}: {
  readonly transport: Transport;
  readonly probe: ProbeStep | undefined;
  readonly over: boolean;
}) {
  const { t } = useTranslation();
  const locale = useLocale();
  const done = probe?.state === 'done';
  return (
    <div className={classes.probe} data-outcome={done ? probe.outcome : undefined}>
      <dt>{transport.toUpperCase()}</dt>
      <dd>
        {done ? (
          <>
            {t(`doctor.outcomes.${probe.outcome}`)}
            <span className={classes.time}>{formatMilliseconds(locale, probe.ms, FINEST_MS)}</span>
          </>
        ) : probe && !over ? (
          <>
            <Spinner />
            {t('doctor.check.asking')}
          </>
        ) : (
          t('doctor.check.notAsked')
        )}
      </dd>
    </div>
  );
}

function Step({ step, over }: { readonly step: AddressStep; readonly over: boolean }) {
  const { t } = useTranslation();
  const { address, relation, probes } = step;
  return (
    <li className={classes.step}>
      <p className={classes.address}>
        <bdi>{address}</bdi>
        {relation && <span className={classes.relation}>{t(`doctor.relations.${relation}`)}</span>}
      </p>
      <dl className={classes.probes}>
        {TRANSPORTS.map((transport) => (
          <Probe key={transport} transport={transport} probe={probes[transport]} over={over} />
        ))}
      </dl>
    </li>
  );
}

/** What is tried, address by address, while it is tried and afterwards. */
export function CheckSteps({ check }: { readonly check: Check }) {
  const { t } = useTranslation();
  const { steps, state, target } = check;
  if (steps.length === 0) {
    if (state !== 'running') return null;
    return (
      <p className={classes.looking} role="status">
        <Spinner />
        {t('doctor.check.looking', { target })}
      </p>
    );
  }
  return (
    <ul className={classes.steps} aria-label={t('doctor.check.steps', { target })} aria-busy={state === 'running'}>
      {steps.map((step) => (
        <Step key={step.address} step={step} over={state !== 'running'} />
      ))}
    </ul>
  );
}
