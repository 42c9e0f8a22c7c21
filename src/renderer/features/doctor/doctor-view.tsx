import { RefreshCw } from 'lucide-react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { lookAround, lookAtNetwork } from '../../stores/doctor-store.ts';
import { Button } from '../../ui/button.tsx';
import { CheckCard } from './check-card.tsx';
import classes from './doctor-view.module.css';
import { NeighboursCard } from './neighbours-card.tsx';
import { NetworkCard } from './network-card.tsx';
import { PortCard } from './port-card.tsx';
import { SubnetCard } from './subnet-card.tsx';

/** Which addresses this computer has, and why another can't be reached. */
export function DoctorView() {
  const { t } = useTranslation();
  useEffect(() => {
    void lookAtNetwork();
    void lookAround();
  }, []);
  return (
    <main className={classes.view}>
      <div className={classes.sheet}>
        <header className={classes.header}>
          <div>
            <h1>{t('doctor.title')}</h1>
            <p>{t('doctor.lead')}</p>
          </div>
          <Button tone="ghost" onClick={() => void lookAtNetwork()}>
            <RefreshCw aria-hidden />
            {t('doctor.refresh')}
          </Button>
        </header>
        <CheckCard />
        <NeighboursCard />
        <NetworkCard />
        <SubnetCard />
        <PortCard />
      </div>
    </main>
  );
}
