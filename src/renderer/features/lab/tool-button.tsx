import type { LucideIcon } from 'lucide-react';
import { Button } from '../../ui/button.tsx';
import { Tooltip } from '../../ui/tooltip.tsx';
import classes from './tool-button.module.css';

export interface ToolButtonProps {
  readonly icon: LucideIcon;
  readonly label: string;
  /** What it does, in a sentence. */
  readonly tip: string;
  readonly onClick: () => void;
  readonly tone?: 'primary' | 'plain' | 'ghost';
  readonly pressed?: boolean;
  /** Its words are not drawn, also where there is room. */
  readonly iconOnly?: boolean;
}

/** A button of a header: with its words where there is room for them, and always where it is what one came for. */
export function ToolButton({ icon: Icon, label, tip, onClick, tone = 'plain', pressed, iconOnly }: ToolButtonProps) {
  const button = (
    <Button small tone={tone} aria-label={label} aria-pressed={pressed} className={classes.tool} onClick={onClick}>
      <Icon aria-hidden />
      {!iconOnly && <span className={tone === 'primary' ? undefined : classes.words}>{label}</span>}
    </Button>
  );
  return <Tooltip text={tip} trigger={button} />;
}
