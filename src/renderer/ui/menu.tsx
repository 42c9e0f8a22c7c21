import { DropdownMenu } from 'radix-ui';
import type { ReactNode } from 'react';
import classes from './menu.module.css';

export interface MenuProps {
  readonly trigger: ReactNode;
  readonly title: string;
  readonly items: readonly {
    readonly id: string;
    readonly text: string;
    /** The keys that do the same, such as Ctrl+O. */
    readonly keys?: string;
  }[];
  readonly align?: 'start' | 'end';
  readonly onPick: (id: string) => void;
}

/**
 * A list of choices under a button, inside the landmark that the button is in. Not modal: the modal one adds a style
 * element, which the CSP forbids.
 */
export function Menu({ trigger, title, items, align = 'end', onPick }: MenuProps) {
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger asChild>{trigger}</DropdownMenu.Trigger>
      <DropdownMenu.Content className={classes.menu} align={align} sideOffset={6} collisionPadding={8}>
        <DropdownMenu.Label className={classes.title}>{title}</DropdownMenu.Label>
        {items.map(({ id, text, keys }) => (
          <DropdownMenu.Item key={id} className={classes.item} onSelect={() => onPick(id)}>
            {text}
            {keys !== undefined && <kbd className={classes.keys}>{keys}</kbd>}
          </DropdownMenu.Item>
        ))}
      </DropdownMenu.Content>
    </DropdownMenu.Root>
  );
}
