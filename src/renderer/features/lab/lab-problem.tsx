import { useTranslation } from 'react-i18next';
import type { Problem } from '../../../shared/error-codes.ts';
import type en from '../../locales/en.json';
import { freePortOf } from '../../stores/free-port.ts';
import { Button } from '../../ui/button.tsx';
import { ProblemNote } from '../../ui/problem-note.tsx';
import { useProblemText } from '../../ui/problem-text.ts';

type LabCode = keyof typeof en.problemLab;
const LAB_CODES: readonly string[] = [
  'bad_address',
  'refused',
  'timed_out',
  'unreachable',
  'link_lost',
  'address_not_here',
] satisfies readonly LabCode[];

/** The sentence for a problem of plain sockets, which know no rooms. */
export function useLabProblemText(): (problem: Problem) => string {
  const { t } = useTranslation();
  const usual = useProblemText();
  return (problem) =>
    LAB_CODES.includes(problem.code)
      ? t(`problemLab.${problem.code as LabCode}`, { ...problem.detail })
      : usual(problem);
}

export interface LabProblemProps {
  readonly problem: Problem;
  /** Takes the next free port instead of one that is taken. */
  readonly onPort?: (port: number) => void;
}

/** Why something in the lab did not work, with the way out. */
export function LabProblem({ problem, onPort }: LabProblemProps) {
  const { t } = useTranslation();
  const text = useLabProblemText()(problem);
  const port = onPort && freePortOf(problem);
  return (
    <ProblemNote problem={problem} text={text}>
      {port !== undefined && (
        <Button small onClick={() => onPort?.(port)}>
          {t('start.host.usePort', { port })}
        </Button>
      )}
    </ProblemNote>
  );
}
