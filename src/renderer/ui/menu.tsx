import type { LucideIcon } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import type { ReactNode } from 'react';
import classes from './menu.module.css';

export interface MenuItem {
  readonly id: string;
  readonly text: string;
  readonly icon?: LucideIcon;
  /** The keys that do the same, such as Ctrl+O. */
  readonly keys?: string;
  /** Ends something for good, or for others. */
  readonly danger?: boolean;
  readonly disabled?: boolean;
}

export interface MenuProps {
  readonly trigger: ReactNode;
  readonly title: string;
  readonly items: readonly MenuItem[];
  readonly align?: 'start' | 'end';
  readonly onPick: (id: string) => void;
  /** For a menu that more than its trigger opens. */
  readonly open?: boolean;
  readonly onOpen?: (open: boolean) => void;
}

/**
 * A list of choices under a button, inside the landmark that the button is in. Not modal: the modal one adds a style
 * element, which the CSP forbids.
 */
export function Menu({ trigger, title, items, align = 'end', onPick, open, onOpen }: MenuProps) {
  const controlled = open === undefined ? {} : { open };
  return (
    <DropdownMenu.Root modal={false} {...controlled} {...(onOpen && { onOpenChange: onOpen })}>
      <DropdownMenu.Trigger asChild>{trigger}</DropdownMenu.Trigger>
      <DropdownMenu.Content className={classes.menu} align={align} sideOffset={6} collisionPadding={8}>
        <DropdownMenu.Label className={classes.title}>{title}</DropdownMenu.Label>
        {items.map(({ id, text, icon: Icon, keys, danger, disabled }) => (
          <DropdownMenu.Item
            key={id}
            className={classes.item}
            data-danger={danger}
            disabled={disabled ?? false}
            onSelect={() => onPick(id)}
          >
            {Icon && <Icon aria-hidden />}
            <span className={classes.text}>{text}</span>
            {keys !== undefined && <kbd className={classes.keys}>{keys}</kbd>}
          </DropdownMenu.Item>
        ))}
      </DropdownMenu.Content>
    </DropdownMenu.Root>
  );
}
