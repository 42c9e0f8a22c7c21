import { useTranslation } from 'react-i18next';
import type { Problem } from '../../shared/error-codes.ts';
import type en from '../locales/en.json';

type CodeHere = keyof typeof en.problemHere;
const CODES_HERE: readonly string[] = [
  'disk_full',
  'store_locked',
  'store_broken',
  'store_failed',
  'store_newer',
] satisfies readonly CodeHere[];

/** The key of a problem's sentence: a disk's trouble reads differently when the disk is this computer's own. */
export function problemKey({ code, detail }: Problem): `problem.${Problem['code']}` | `problemHere.${CodeHere}` {
  const here = typeof detail?.path === 'string' && CODES_HERE.includes(code);
  return here ? `problemHere.${code as CodeHere}` : `problem.${code}`;
}

/** The sentence for a problem in the window's language, with its way out. */
export function useProblemText(): (problem: Problem) => string {
  const { t } = useTranslation();
  // A newer main may know codes that this window does not.
  return (problem) => t(problemKey(problem), { defaultValue: t('problem.internal'), ...problem.detail });
}
