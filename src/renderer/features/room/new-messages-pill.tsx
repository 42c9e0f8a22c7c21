import { ArrowDown } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useRoom } from '../../stores/hooks.ts';
import { classNames } from '../../ui/class-names.ts';
import classes from './conversation.module.css';

/** While somebody reads back: how much is new below, and the way there. */
export function NewMessagesPill({ onClick }: { readonly onClick: () => void }) {
  const { t } = useTranslation();
  const { atBottom, count } = useRoom(({ unread }) => unread);
  if (atBottom) return null;
  const words = t('conversation.newMessages', { count });
  return (
    <button
      type="button"
      className={classNames(classes.pill, count > 0 && classes.unread)}
      aria-label={count > 0 ? words : t('conversation.toBottom')}
      onClick={onClick}
    >
      {count > 0 && words}
      <ArrowDown aria-hidden />
    </button>
  );
}
