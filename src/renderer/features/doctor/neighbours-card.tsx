import { Radar } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { lookAround } from '../../stores/doctor-store.ts';
import { useDoctor } from '../../stores/hooks.ts';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { Spinner } from '../../ui/spinner.tsx';
import steps from './check-steps.module.css';
import classes from './doctor-view.module.css';
import { Findings } from './findings.tsx';

/** Who is announced here, and does what is meant for everybody get through? */
export function NeighboursCard() {
  const { t } = useTranslation();
  const report = useDoctor((state) => state.neighbours);
  const isBusy = useDoctor((state) => state.isLookingAround);
  return (
    <Card icon={Radar} title={t('doctor.neighbours.title')} lead={t('doctor.neighbours.lead')}>
      <div role="status" className={classes.status}>
        {isBusy && (
          <p className={steps.looking}>
            <Spinner />
            {t('doctor.neighbours.looking')}
          </p>
        )}
        {!isBusy && report?.findings.length === 0 && <p className={classes.remark}>{t('doctor.neighbours.nowhere')}</p>}
        {report && report.findings.length > 0 && <Findings findings={report.findings} />}
      </div>
      <div>
        <Button disabled={isBusy} onClick={() => void lookAround()}>
          {t('doctor.neighbours.again')}
        </Button>
      </div>
    </Card>
  );
}
