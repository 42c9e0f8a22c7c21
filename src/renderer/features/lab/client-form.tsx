import { useTranslation } from 'react-i18next';
import type { ClientForm as Form } from '../../../shared/lab/lab-memory.ts';
import { type ClientFormProblems, readClientForm } from '../../stores/lab/client-form.ts';
import { writeClientForm } from '../../stores/lab/form-store.ts';
import { useClientForm, useLabForm } from '../../stores/lab/hooks.ts';
import { connectClient } from '../../stores/lab/open-actions.ts';
import { Segmented } from '../../ui/segmented.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { BindField } from './bind-field.tsx';
import { CheckField } from './check-field.tsx';
import classes from './form.module.css';
import { LabProblem } from './lab-problem.tsx';
import { OpenForm } from './open-form.tsx';

function Target({ form, problems }: { readonly form: Form; readonly problems: ClientFormProblems }) {
  const { t } = useTranslation();
  if (form.way === 'path') {
    return (
      <TextField
        label={t('lab.client.path')}
        value={form.path}
        placeholder="/tmp/echo.sock"
        onText={(path) => writeClientForm({ path })}
        hint={t('lab.client.pathHint')}
      />
    );
  }
  return (
    <TextField
      label={t('lab.client.address')}
      value={form.address}
      placeholder="127.0.0.1:8080"
      onText={(address) => writeClientForm({ address })}
      hint={t('lab.client.addressHint')}
      problem={problems.address && t(`lab.field.${problems.address}`)}
    />
  );
}

function More({ form, problems }: { readonly form: Form; readonly problems: ClientFormProblems }) {
  const { t } = useTranslation();
  if (form.way === 'tcp') {
    return (
      <CheckField
        label={t('lab.client.noDelay')}
        hint={t('lab.client.noDelayHint')}
        checked={form.noDelay}
        onCheck={(noDelay) => writeClientForm({ noDelay })}
      />
    );
  }
  if (form.way === 'path') return null;
  return (
    <div className={classes.fields}>
      <BindField label={t('lab.client.bind')} value={form.bind} onPick={(bind) => writeClientForm({ bind })} />
      <TextField
        label={t('lab.client.port')}
        value={form.port}
        inputMode="numeric"
        placeholder={t('lab.server.anyPort')}
        onText={(port) => writeClientForm({ port })}
        problem={problems.port && t(`lab.field.${problems.port}`)}
      />
    </div>
  );
}

/** Opens a practice client. */
export function ClientForm() {
  const { t } = useTranslation();
  const form = useClientForm();
  const { busy, clientProblem } = useLabForm((state) => state);
  const read = readClientForm(form);
  const problems = 'problems' in read ? read.problems : {};
  return (
    <OpenForm
      title={t('lab.client.newTitle')}
      lead={t('lab.client.newLead')}
      problem={clientProblem && <LabProblem problem={clientProblem} />}
      submit={t(form.way === 'udp' ? 'lab.client.open' : 'lab.client.connect')}
      busy={busy}
      ready={!('problems' in read)}
      onSubmit={() => void connectClient()}
    >
      <div className={classes.transport}>
        <span className={classes.label}>{t('lab.client.way')}</span>
        <Segmented
          label={t('lab.client.way')}
          value={form.way}
          segments={(['tcp', 'udp', 'path'] as const).map((value) => ({ value, text: t(`lab.client.by.${value}`) }))}
          onPick={(way) => writeClientForm({ way })}
        />
        <p className={classes.hint}>{t(`lab.client.byHint.${form.way}`)}</p>
      </div>
      <Target form={form} problems={problems} />
      <More form={form} problems={problems} />
    </OpenForm>
  );
}
