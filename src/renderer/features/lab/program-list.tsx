import { Plus, TriangleAlert, X } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ServerForm } from '../../../shared/lab/lab-memory.ts';
import { writeServerForm } from '../../stores/lab/form-store.ts';
import { isLoopback } from '../../stores/lab/server-form.ts';
import { Button } from '../../ui/button.tsx';
import { SelectField } from '../../ui/select-field.tsx';
import { FileField } from './file-field.tsx';
import classes from './form.module.css';

function Programs({ programs }: { readonly programs: readonly string[] }) {
  const { t } = useTranslation();
  if (programs.length === 0) return <p className={classes.hint}>{t('lab.server.programsNone')}</p>;
  const without = (program: string) => programs.filter((one) => one !== program);
  return (
    <ul aria-label={t('lab.server.programs')}>
      {programs.map((program) => (
        <li key={program} className={classes.program}>
          {program}
          <Button
            tone="ghost"
            small
            square
            aria-label={t('lab.server.forbid', { program })}
            onClick={() => writeServerForm({ programs: without(program) })}
          >
            <X aria-hidden />
          </Button>
        </li>
      ))}
    </ul>
  );
}

/** Habit `command`: the programs that a client may start here, and the warning that goes with them. */
export function ProgramList({ form }: { readonly form: ServerForm }) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState('');
  const { programs, bind, framing } = form;
  const add = () => {
    const program = typed.trim();
    if (program !== '' && !programs.includes(program)) writeServerForm({ programs: [...programs, program] });
    setTyped('');
  };
  return (
    <div className={classes.programs}>
      <p className={classes.warning}>
        <TriangleAlert aria-hidden />
        {t(isLoopback(bind) ? 'lab.server.programsWarning' : 'lab.server.programsOutside')}
      </p>
      <div className={classes.add}>
        <FileField label={t('lab.server.program')} value={typed} purpose="program" onPath={setTyped} />
        <Button onClick={add} disabled={typed.trim() === ''}>
          <Plus aria-hidden />
          {t('lab.server.allow')}
        </Button>
      </div>
      <Programs programs={programs} />
      <SelectField
        label={t('lab.server.framing')}
        value={framing}
        options={[
          { value: 'length', text: t('lab.server.framingLength') },
          { value: 'ready', text: t('lab.server.framingReady') },
        ]}
        onPick={(next) => writeServerForm({ framing: next })}
      />
    </div>
  );
}
