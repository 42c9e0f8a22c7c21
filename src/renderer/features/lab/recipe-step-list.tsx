import { Check, Circle, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { RecipeName } from '../../stores/lab/recipes/recipe-names.ts';
import { RECIPE_STEPS, type RecipeStep } from '../../stores/lab/recipes/recipe-steps.ts';
import type { RecipeRun, StepNote, StepState } from '../../stores/lab/recipes/recipe-store.ts';
import { formatList } from '../../ui/format.ts';
import { formatBytes, formatShare } from '../../ui/format-amount.ts';
import { Spinner } from '../../ui/spinner.tsx';
import { useLocale } from '../../ui/use-locale.ts';
import { LabProblem } from './lab-problem.tsx';
import classes from './recipe-step-list.module.css';

function useStepWords(): (step: RecipeStep) => string {
  const { t } = useTranslation();
  const locale = useLocale();
  const quoted = (text: string) => (text === '' ? t('lab.step.nothing') : t('lab.step.quoted', { text }));
  return (step) => {
    switch (step.do) {
      case 'serve':
        return step.server.accepts === false
          ? t('lab.step.serveDeaf')
          : t('lab.step.serve', {
              habit: t(`lab.habit.${step.server.habit}.name`),
              transport: step.server.transport.toUpperCase(),
            });
      case 'send': {
        const { who, texts, encoding } = step;
        const what = encoding === 'hex' ? texts.join(' · ') : formatList(locale, texts.map(quoted));
        return t('lab.step.send', { who, what, count: texts.length });
      }
      case 'end':
        return t(step.how === 'close' ? 'lab.step.close' : 'lab.step.reset', { who: step.who });
      case 'reading':
        return t(step.reading ? 'lab.step.read' : 'lab.step.stopReading');
      case 'lose':
        return step.share === 0
          ? t('lab.step.loseNothing')
          : t('lab.step.lose', { share: formatShare(locale, step.share) });
      case 'recvSize':
        return t('lab.step.recvSize', { bytes: step.bytes });
      case 'number':
        return t('lab.step.number', { who: step.who, amount: step.count });
      case 'connect':
      case 'connectInVain':
      case 'fill':
        return t(`lab.step.${step.do}`, { who: step.who });
      case 'serveTwice':
      case 'restart':
        return t(`lab.step.${step.do}`);
    }
  };
}

function Note({ note }: { readonly note: StepNote }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const words = () => {
    switch (note.key) {
      case 'buffersFull':
        return t('lab.note.buffersFull', {
          sent: formatBytes(locale, note.sent),
          queued: formatBytes(locale, note.queued),
        });
      case 'stillWaiting':
        return t('lab.note.stillWaiting');
      case 'arrived':
        return t('lab.note.arrived', { arrived: note.arrived, sent: note.sent });
      case 'port':
      case 'refusedPort':
        return t(`lab.note.${note.key}`, { port: note.port });
    }
  };
  return <span className={classes.note}>{words()}</span>;
}

function Mark({ state }: { readonly state: StepState }) {
  const { t } = useTranslation();
  const Icon = { waiting: Circle, done: Check, failed: X }[state === 'running' ? 'waiting' : state];
  return (
    <span className={classes.mark}>
      {state === 'running' ? <Spinner /> : <Icon aria-hidden />}
      <span className="visually-hidden">{t(`lab.recipe.stepState.${state}`)}</span>
    </span>
  );
}

/** What the recipe does, step by step, and how far it got. */
export function RecipeStepList({ recipe, run }: { readonly recipe: RecipeName; readonly run: RecipeRun | undefined }) {
  const { t } = useTranslation();
  const words = useStepWords();
  return (
    <div>
      <h2 className={classes.title}>{t('lab.recipe.steps')}</h2>
      <ol className={classes.steps}>
        {RECIPE_STEPS[recipe].map((step, index) => {
          const { state, note } = run?.steps[index] ?? { state: 'waiting', note: undefined };
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: the steps of a recipe never change their order
            <li key={index} className={classes.step} data-state={state}>
              <Mark state={state} />
              <span>
                {words(step)}
                {note && <Note note={note} />}
              </span>
            </li>
          );
        })}
      </ol>
      {run?.problem && <LabProblem problem={run.problem} />}
    </div>
  );
}
