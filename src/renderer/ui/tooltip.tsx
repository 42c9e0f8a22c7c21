import { Tooltip as Primitive } from 'radix-ui';
import type { FocusEvent, ReactNode } from 'react';
import classes from './tooltip.module.css';

/** Stands once around the window. */
export function TooltipProvider({ children }: { readonly children: ReactNode }) {
  return (
    <Primitive.Provider delayDuration={350} skipDelayDuration={200}>
      {children}
    </Primitive.Provider>
  );
}

export interface TooltipProps {
  readonly text: string;
  /** The element it describes; takes a ref and event handlers. */
  readonly trigger: ReactNode;
  readonly side?: 'top' | 'bottom' | 'left' | 'right';
}

/** A focus that a closing dialog gives back after a click is no question for a description. */
function keyboardOnly(event: FocusEvent<HTMLElement>): void {
  if (!event.currentTarget.matches(':focus-visible')) event.preventDefault();
}

/** A description on hover and on keyboard focus; it never names its trigger, which has a label of its own. */
export function Tooltip({ text, trigger, side = 'bottom' }: TooltipProps) {
  return (
    <Primitive.Root>
      <Primitive.Trigger asChild onFocus={keyboardOnly}>
        {trigger}
      </Primitive.Trigger>
      <Primitive.Portal>
        <Primitive.Content className={classes.tooltip} side={side} sideOffset={6} collisionPadding={8}>
          {text}
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  );
}
