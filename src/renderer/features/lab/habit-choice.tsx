import { useTranslation } from 'react-i18next';
import { HABIT_TRAITS, HABITS } from '../../../shared/lab/habits.ts';
import { serverForm, writeServerForm } from '../../stores/lab/form-store.ts';
import { useServerForm } from '../../stores/lab/hooks.ts';
import { withHabit } from '../../stores/lab/server-form.ts';
import { ChoiceCard } from '../../ui/choice-card.tsx';
import classes from './habit-choice.module.css';

/** What the server is to be like, each with a sentence that says what it does. */
export function HabitChoice() {
  const { t } = useTranslation();
  const { habit: chosen } = useServerForm();
  return (
    <fieldset className={classes.habits}>
      <legend className={classes.legend}>{t('lab.server.habit')}</legend>
      {HABITS.map((habit) => (
        <ChoiceCard
          key={habit}
          group="habit"
          value={habit}
          chosen={habit === chosen}
          onChoose={() => writeServerForm(withHabit(serverForm(), habit))}
        >
          <span className={classes.title}>
            <span className={classes.name}>{t(`lab.habit.${habit}.name`)}</span>
            <span className={classes.transports}>{HABIT_TRAITS[habit].transports.join(' · ').toUpperCase()}</span>
          </span>
          <span className={classes.what}>{t(`lab.habit.${habit}.what`)}</span>
        </ChoiceCard>
      ))}
    </fieldset>
  );
}
