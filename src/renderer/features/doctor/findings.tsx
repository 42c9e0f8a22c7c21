import { CircleAlert, CircleCheck, Info, type LucideIcon, TriangleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Severity } from '../../../shared/doctor/finding-codes.ts';
import type { Finding } from '../../../shared/doctor/models.ts';
import classes from './findings.module.css';

const ICONS: Readonly<Record<Severity, LucideIcon>> = {
  ok: CircleCheck,
  info: Info,
  warning: TriangleAlert,
  problem: CircleAlert,
};

function FindingItem({ code, severity, detail }: Finding) {
  const { t } = useTranslation();
  const Icon = ICONS[severity];
  return (
    <li className={classes.finding} data-severity={severity}>
      <Icon role="img" aria-label={t(`doctor.severity.${severity}`)} />
      <div>
        <p className={classes.what}>{t(`doctor.findings.${code}.what`, detail)}</p>
        <p className={classes.advice}>{t(`doctor.findings.${code}.advice`, detail)}</p>
      </div>
    </li>
  );
}

/** What was found, each with what to do about it. */
export function Findings({ findings }: { readonly findings: readonly Finding[] }) {
  return (
    <ul className={classes.list}>
      {findings.map((finding) => (
        <FindingItem key={finding.code} {...finding} />
      ))}
    </ul>
  );
}
