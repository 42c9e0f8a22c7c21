import { useTranslation } from 'react-i18next';
import type { SocketState } from './socket-state.ts';
import classes from './state-dot.module.css';

/** How a server, client or connection stands: a colour, and the words for who can't see it. */
export function StateDot({ state }: { readonly state: SocketState }) {
  const { t } = useTranslation();
  return (
    <span className={classes.dot} data-state={state}>
      <span className="visually-hidden">{t(`lab.state.${state}`)}</span>
    </span>
  );
}
