import type { ReactNode } from 'react';
import { Button } from './button.tsx';
import { Tooltip } from './tooltip.tsx';

export interface IconButtonProps {
  readonly label: string;
  readonly icon: ReactNode;
  readonly onClick: () => void;
}

/** A small button that is an icon alone, and says what it does to who points at it and to who hears it. */
export function IconButton({ label, icon, onClick }: IconButtonProps) {
  const button = (
    <Button small square tone="ghost" aria-label={label} onClick={onClick}>
      {icon}
    </Button>
  );
  return <Tooltip text={label} trigger={button} />;
}
