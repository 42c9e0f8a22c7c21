import { Binary } from 'lucide-react';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { writeCompared } from '../../stores/doctor-store.ts';
import { useDoctor } from '../../stores/hooks.ts';
import { Card } from '../../ui/card.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { TextField } from '../../ui/text-field.tsx';
import classes from './doctor-view.module.css';
import { SubnetBits } from './subnet-bits.tsx';

/** Are two addresses in one subnet? This computer's own is there already. */
export function SubnetCard() {
  const { t } = useTranslation();
  const one = useDoctor((state) => state.one);
  const other = useDoctor((state) => state.other);
  const comparison = useDoctor((state) => state.comparison);
  const problem = useDoctor((state) => state.compareProblem);
  const addresses = useDoctor(({ network }) => network?.addresses);
  const list = useId();
  return (
    <Card icon={Binary} title={t('doctor.subnet.title')} lead={t('doctor.subnet.lead')}>
      <div className={classes.row}>
        <TextField
          label={t('doctor.subnet.one')}
          value={one}
          onText={(text) => void writeCompared({ one: text })}
          placeholder="192.168.1.20/24"
          list={list}
          className={classes.grow}
        />
        <datalist id={list}>
          {addresses?.map(({ address, prefix, adapter }) => (
            <option key={`${adapter} ${address}`} value={`${address}/${prefix}`}>
              {adapter}
            </option>
          ))}
        </datalist>
        <TextField
          label={t('doctor.subnet.other')}
          value={other}
          onText={(text) => void writeCompared({ other: text })}
          placeholder="192.168.1.30"
          className={classes.grow}
        />
      </div>
      {problem && <ProblemNote problem={problem} />}
      {comparison && <SubnetBits comparison={comparison} />}
      {!problem && !comparison && <p className={classes.remark}>{t('doctor.subnet.hint')}</p>}
    </Card>
  );
}
