import { X } from 'lucide-react';
import { type ReactNode, useId } from 'react';
import { Button } from '../../ui/button.tsx';
import { classNames } from '../../ui/class-names.ts';
import classes from './side-panel.module.css';

export interface SidePanelProps {
  readonly title: string;
  /** Beside the title. */
  readonly note?: ReactNode;
  /** Lies above the conversation, for narrow windows. */
  readonly overlay: boolean;
  /** What the button that closes it is called; without it only an overlay has one. */
  readonly closeLabel: string;
  readonly closable?: boolean;
  readonly onClose: () => void;
  readonly className?: string | undefined;
  readonly children: ReactNode;
}

/** What stands beside the conversation. */
export function SidePanel(props: SidePanelProps) {
  const { title, note, overlay, closeLabel, closable = overlay, onClose, className, children } = props;
  const id = useId();
  return (
    <aside
      className={classNames(classes.panel, className)}
      data-overlay={overlay || undefined}
      aria-labelledby={id}
      onKeyDown={(event) => event.key === 'Escape' && closable && onClose()}
    >
      <header className={classes.header}>
        <h2 id={id}>{title}</h2>
        <span className={classes.note}>{note}</span>
        {closable && (
          <Button tone="ghost" small square autoFocus={overlay} aria-label={closeLabel} onClick={onClose}>
            <X aria-hidden />
          </Button>
        )}
      </header>
      {children}
    </aside>
  );
}
