import { useTranslation } from 'react-i18next';
import { HABIT_TRAITS } from '../../../shared/lab/habits.ts';
import type { ServerForm } from '../../../shared/lab/lab-memory.ts';
import { writeServerForm } from '../../stores/lab/form-store.ts';
import type { ServerFormProblems } from '../../stores/lab/server-form.ts';
import { SelectField } from '../../ui/select-field.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { FileField } from './file-field.tsx';
import classes from './form.module.css';
import { ProgramList } from './program-list.tsx';

export interface HabitOptionsProps {
  readonly form: ServerForm;
  readonly problems: ServerFormProblems;
}

function StickyOptions({ form, problems }: HabitOptionsProps) {
  const { t } = useTranslation();
  return (
    <div className={classes.fields}>
      <TextField
        label={t('lab.server.recvSize')}
        value={form.recvSize}
        inputMode="numeric"
        onText={(recvSize) => writeServerForm({ recvSize })}
        hint={t('lab.server.recvSizeHint')}
        problem={problems.recvSize && t(`lab.field.${problems.recvSize}`)}
      />
      <TextField
        label={t('lab.server.recvWait')}
        value={form.recvWaitMs}
        inputMode="numeric"
        onText={(recvWaitMs) => writeServerForm({ recvWaitMs })}
        hint={t('lab.server.recvWaitHint')}
        problem={problems.recvWaitMs && t(`lab.field.${problems.recvWaitMs}`)}
      />
    </div>
  );
}

function FileOptions({ form, problems }: HabitOptionsProps) {
  const { t } = useTranslation();
  return (
    <>
      <FileField
        label={t('lab.server.file')}
        value={form.file}
        purpose="file"
        onPath={(file) => writeServerForm({ file })}
        hint={problems.file ? t(`lab.field.${problems.file}`) : undefined}
      />
      <div className={classes.fields}>
        <SelectField
          label={t('lab.server.fileHeader')}
          value={form.fileHeader}
          options={[
            { value: 'described', text: '{file_name, file_desc, file_size}' },
            { value: 'hashed', text: '{filename, total_size, hash}' },
          ]}
          onPick={(fileHeader) => writeServerForm({ fileHeader })}
        />
        {form.fileHeader === 'described' && (
          <TextField
            label={t('lab.server.fileDescription')}
            value={form.fileDescription}
            onText={(fileDescription) => writeServerForm({ fileDescription })}
          />
        )}
      </div>
    </>
  );
}

/** What only some habits have. */
export function HabitOptions({ form, problems }: HabitOptionsProps) {
  const { options } = HABIT_TRAITS[form.habit];
  if (options.includes('recvSize')) return <StickyOptions form={form} problems={problems} />;
  if (options.includes('file')) return <FileOptions form={form} problems={problems} />;
  return options.includes('programs') ? <ProgramList form={form} /> : null;
}
