import { useTranslation } from 'react-i18next';
import { HABIT_TRAITS } from '../../../shared/lab/habits.ts';
import { writeServerForm } from '../../stores/lab/form-store.ts';
import { useLabForm, useServerForm } from '../../stores/lab/hooks.ts';
import { startServer, startServerOn } from '../../stores/lab/open-actions.ts';
import { readServerForm } from '../../stores/lab/server-form.ts';
import { Segmented } from '../../ui/segmented.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { BindField } from './bind-field.tsx';
import classes from './form.module.css';
import { HabitChoice } from './habit-choice.tsx';
import { HabitOptions } from './habit-options.tsx';
import { LabProblem } from './lab-problem.tsx';
import { OpenForm } from './open-form.tsx';

/** Starts a practice server. */
export function ServerForm() {
  const { t } = useTranslation();
  const form = useServerForm();
  const { busy, serverProblem } = useLabForm((state) => state);
  const read = readServerForm(form);
  const problems = 'problems' in read ? read.problems : {};
  const { transports } = HABIT_TRAITS[form.habit];
  return (
    <OpenForm
      title={t('lab.server.newTitle')}
      lead={t('lab.server.newLead')}
      problem={serverProblem && <LabProblem problem={serverProblem} onPort={(port) => void startServerOn(port)} />}
      submit={t('lab.server.start')}
      busy={busy}
      ready={!('problems' in read)}
      onSubmit={() => void startServer()}
    >
      <HabitChoice />
      <div className={classes.fields}>
        <div className={classes.transport}>
          <span className={classes.label}>{t('lab.transport')}</span>
          <Segmented
            label={t('lab.transport')}
            value={form.transport}
            segments={(['tcp', 'udp'] as const).map((value) => ({
              value,
              text: value.toUpperCase(),
              unavailable: !transports.includes(value),
              ...(!transports.includes(value) && { tip: t('lab.server.onlyTcp') }),
            }))}
            onPick={(transport) => writeServerForm({ transport })}
          />
        </div>
        <BindField label={t('lab.server.bind')} value={form.bind} onPick={(bind) => writeServerForm({ bind })} />
        <TextField
          label={t('lab.port')}
          value={form.port}
          inputMode="numeric"
          placeholder={t('lab.server.anyPort')}
          onText={(port) => writeServerForm({ port })}
          problem={problems.port && t(`lab.field.${problems.port}`)}
        />
      </div>
      <HabitOptions form={form} problems={problems} />
    </OpenForm>
  );
}
