import { Plug } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { parsePort } from '../../../shared/address.ts';
import type { PortReport } from '../../../shared/doctor/models.ts';
import { DEFAULT_PORT } from '../../../shared/limits.ts';
import { checkPort } from '../../stores/doctor-store.ts';
import { useDoctor } from '../../stores/hooks.ts';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { TextField } from '../../ui/text-field.tsx';
import classes from './doctor-view.module.css';
import { Findings } from './findings.tsx';

function Answer({ report: { port, states, findings } }: { readonly report: PortReport }) {
  const { t } = useTranslation();
  return (
    <div role="status" className={classes.answer}>
      <Findings findings={findings} />
      <ul className={classes.ports} aria-label={t('doctor.port.states', { port })}>
        {states.map(({ transport, family, use }) => (
          <li key={`${transport} ${family}`} data-use={use}>
            <span>
              {transport.toUpperCase()} {family}
            </span>
            <strong>{t(`doctor.uses.${use}`)}</strong>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** Is a port of this computer free? */
export function PortCard() {
  const { t } = useTranslation();
  const report = useDoctor((state) => state.port);
  const busy = useDoctor((state) => state.portBusy);
  const [typed, setTyped] = useState(String(report?.port ?? DEFAULT_PORT));
  const port = parsePort(typed.trim());
  const check = (event: FormEvent) => {
    event.preventDefault();
    if (port !== undefined) void checkPort(port);
  };
  return (
    <Card icon={Plug} title={t('doctor.port.title')} lead={t('doctor.port.lead')}>
      <form className={classes.row} onSubmit={check}>
        <TextField
          label={t('start.host.port')}
          value={typed}
          onText={setTyped}
          inputMode="numeric"
          problem={port === undefined ? t('start.host.portBad') : undefined}
          className={classes.port}
        />
        <Button type="submit" className={classes.beside} disabled={busy || port === undefined}>
          {t('doctor.port.submit')}
        </Button>
      </form>
      {report && <Answer report={report} />}
    </Card>
  );
}
