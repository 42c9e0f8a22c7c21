import { useTranslation } from 'react-i18next';
import type { Problem } from '../../shared/error-codes.ts';

/** The sentence for a problem in the window's language, with its way out. */
export function useProblemText(): (problem: Problem) => string {
  const { t } = useTranslation();
  // A newer main may know codes that this window does not.
  return ({ code, detail }) => t(`problem.${code}`, { defaultValue: t('problem.internal'), ...detail });
}
