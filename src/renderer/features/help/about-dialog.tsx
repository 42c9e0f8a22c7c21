import { BookOpen } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Problem } from '../../../shared/error-codes.ts';
import type { Versions } from '../../../shared/help/help-contract.ts';
import type { Licence } from '../../../shared/help/licences.ts';
import { invoke } from '../../bridge.ts';
import { closeDialog } from '../../stores/dialog-store.ts';
import { loadLicences, openPlace } from '../../stores/help-actions.ts';
import { BrandMark } from '../../ui/brand-mark.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';
import classes from './about-dialog.module.css';
import { LicenceList } from './licence-list.tsx';

const VERSIONS = ['app', 'electron', 'chromium', 'node', 'protocol'] as const;

function VersionList({ versions }: { readonly versions: Versions | undefined }) {
  const { t } = useTranslation();
  return (
    <dl className={classes.versions}>
      {VERSIONS.map((part) => (
        <div key={part}>
          <dt>{t(`help.about.${part}`)}</dt>
          <dd>{versions?.[part] ?? '…'}</dd>
        </div>
      ))}
    </dl>
  );
}

function Documentation() {
  const { t } = useTranslation();
  const [problem, setProblem] = useState<Problem>();
  return (
    <div className={classes.docs}>
      <Button onClick={() => void openPlace('docs').then(setProblem)}>
        <BookOpen aria-hidden />
        {t('help.about.docs')}
      </Button>
      {problem ? <ProblemNote problem={problem} /> : <p>{t('help.about.docsHint')}</p>}
    </div>
  );
}

/** What this is, what it is made of, and what it never does. */
export function AboutDialog() {
  const { t } = useTranslation();
  const [versions, setVersions] = useState<Versions>();
  const [licences, setLicences] = useState<readonly Licence[]>();
  useEffect(() => {
    void invoke('help:versions', undefined).then(setVersions);
    void loadLicences().then(setLicences);
  }, []);
  return (
    <Dialog title={t('help.about.title')} lead={t('help.about.lead')} size="whole" onClose={closeDialog}>
      <div className={classes.columns}>
        <div className={classes.about}>
          <BrandMark className={classes.mark} />
          <section aria-label={t('help.about.versions')}>
            <VersionList versions={versions} />
          </section>
          <section className={classes.never}>
            <h3>{t('help.about.never')}</h3>
            <ul>
              <li>{t('help.about.noCloud')}</li>
              <li>{t('help.about.noPhone')}</li>
              <li>{t('help.about.noTell')}</li>
            </ul>
          </section>
          <Documentation />
        </div>
        <LicenceList licences={licences} />
      </div>
    </Dialog>
  );
}
