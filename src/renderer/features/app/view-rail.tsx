import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useRoom, useView } from '../../stores/hooks.ts';
import { showView, type View } from '../../stores/view-store.ts';
import { shortCount } from '../../ui/format-amount.ts';
import { Tooltip } from '../../ui/tooltip.tsx';
import { RailFoot } from './rail-foot.tsx';
import classes from './view-rail.module.css';
import { VIEWS, type ViewEntry } from './views.ts';

/** Alt with 1, 2, 3 …: Ctrl and ⌘ with a digit go to a room. */
function useViewKeys(): void {
  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      if (!event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
      // By the key's place: with Alt a Mac writes other characters than digits.
      const entry = /^Digit[1-9]$/.test(event.code) ? VIEWS[Number(event.code.slice(-1)) - 1] : undefined;
      if (entry === undefined) return;
      event.preventDefault();
      showView(entry.view);
    };
    window.addEventListener('keydown', pressed);
    return () => window.removeEventListener('keydown', pressed);
  }, []);
}

function UnreadMark({ view, shown }: { readonly view: View; readonly shown: View }) {
  const { t } = useTranslation();
  const count = useRoom(({ unread }) => unread.count);
  if (view !== 'chat' || shown === 'chat' || count === 0) return null;
  return (
    <span className={classes.unread}>
      <span aria-hidden>{shortCount(count)}</span>
      <span className="visually-hidden">{t('views.unread', { count })}</span>
    </span>
  );
}

function RailButton({ entry, shown }: { readonly entry: ViewEntry; readonly shown: View }) {
  const { t } = useTranslation();
  const { view, icon: Icon } = entry;
  const button = (
    <button
      type="button"
      className={classes.button}
      aria-current={view === shown ? 'page' : undefined}
      onClick={() => showView(view)}
    >
      <Icon aria-hidden />
      <span className={classes.label}>{t(`views.${view}`)}</span>
      <UnreadMark view={view} shown={shown} />
    </button>
  );
  return <Tooltip side="right" text={t(`views.${view}Hint`)} trigger={button} />;
}

/** The way between chat and the tools beside it; where there is but one of them it takes no room. */
export function ViewRail() {
  const { t } = useTranslation();
  const shown = useView(({ view }) => view);
  useViewKeys();
  if (VIEWS.length < 2) return null;
  return (
    <nav className={classes.rail} aria-label={t('views.label')}>
      {VIEWS.map((entry) => (
        <RailButton key={entry.view} entry={entry} shown={shown} />
      ))}
      <RailFoot />
    </nav>
  );
}
