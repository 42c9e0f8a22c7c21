import { Stethoscope } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatAddress, parseAddress } from '../../../shared/address.ts';
import { type Check, cancelCheck, startCheck, writeTarget } from '../../stores/doctor-store.ts';
import { useDoctor, useRoom } from '../../stores/hooks.ts';
import { joinRoom } from '../../stores/start-actions.ts';
import { showView } from '../../stores/view-store.ts';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { useProblemText } from '../../ui/problem-text.ts';
import { TextField } from '../../ui/text-field.tsx';
import { CheckSteps } from './check-steps.tsx';
import classes from './doctor-view.module.css';
import { Findings } from './findings.tsx';

/** A room that was found can be joined from here. */
function JoinFound({ target }: { readonly target: string }) {
  const { t } = useTranslation();
  const inRoom = useRoom(({ room }) => room !== undefined);
  if (inRoom) return null;
  const join = () => {
    showView('chat');
    void joinRoom(target);
  };
  return (
    <div>
      <Button tone="primary" onClick={join}>
        {t('doctor.check.join')}
      </Button>
    </div>
  );
}

function Result({ check: { state, report, problem } }: { readonly check: Check }) {
  const { t } = useTranslation();
  return (
    <>
      <div role="status" className={classes.status}>
        {state === 'cancelled' && <p className={classes.remark}>{t('doctor.check.cancelled')}</p>}
        {report && <Findings findings={report.findings} />}
      </div>
      {problem && <ProblemNote problem={problem} />}
      {report?.ok && <JoinFound target={report.target} />}
    </>
  );
}

/** Can a room be reached, and if not, why not? */
export function CheckCard() {
  const { t } = useTranslation();
  const problemText = useProblemText();
  const target = useDoctor((state) => state.target);
  const check = useDoctor((state) => state.check);
  const [submitted, setSubmitted] = useState(false);
  const running = check?.state === 'running';
  const parsed = parseAddress(target);
  const start = (event: FormEvent) => {
    event.preventDefault();
    setSubmitted(true);
    if (parsed.ok) void startCheck(formatAddress(parsed.value));
  };
  const problem = !parsed.ok && (submitted || target.trim() !== '') ? problemText(parsed.problem) : undefined;
  return (
    <Card icon={Stethoscope} title={t('doctor.check.title')} lead={t('doctor.check.lead')}>
      <form className={classes.row} onSubmit={start}>
        <TextField
          label={t('doctor.check.target')}
          value={target}
          onText={(text) => {
            setSubmitted(false);
            writeTarget(text);
          }}
          placeholder={t('start.join.placeholder')}
          problem={problem}
          className={classes.grow}
        />
        {/* With keys: one button that became the other within its own click would submit the form. */}
        {running ? (
          <Button key="cancel" className={classes.beside} onClick={() => void cancelCheck()}>
            {t('common.cancel')}
          </Button>
        ) : (
          <Button key="check" tone="primary" type="submit" className={classes.beside}>
            {t('doctor.check.submit')}
          </Button>
        )}
      </form>
      {check && <CheckSteps check={check} />}
      {check && <Result check={check} />}
    </Card>
  );
}
