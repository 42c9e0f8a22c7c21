import { useTranslation } from 'react-i18next';
import { useRoom } from '../../stores/hooks.ts';
import { formatList } from '../../ui/format.ts';
import { useLocale } from '../../ui/use-locale.ts';
import { useNames } from './members-panel.tsx';
import classes from './typing-line.module.css';

/** Names written out; of more people it says how many. */
const NAMES_SHOWN = 2;

/** Who writes just now. Its place is always there, so that nothing moves when somebody begins. */
export function TypingLine() {
  const { t } = useTranslation();
  const locale = useLocale();
  const typists = useRoom((state) => state.typists);
  const names = useNames();
  const present = typists.flatMap(({ member }) => names.get(member) ?? []);
  const hidden = present.length - NAMES_SHOWN;
  const shown = hidden > 1 ? [...present.slice(0, NAMES_SHOWN), t('conversation.others', { count: hidden })] : present;
  return (
    // Not announced: it would talk over the messages themselves.
    <p className={classes.typing} aria-live="off">
      {present.length > 0 && (
        <>
          <span className={classes.dots} aria-hidden>
            <i />
            <i />
            <i />
          </span>
          <bdi>{t('conversation.typing', { count: present.length, names: formatList(locale, shown) })}</bdi>
        </>
      )}
    </p>
  );
}
