import { Tabs as Primitive } from 'radix-ui';
import type { ReactNode } from 'react';
import classes from './tabs.module.css';

export interface Tab {
  readonly id: string;
  readonly text: string;
  readonly content: ReactNode;
}

export interface TabsProps {
  readonly label: string;
  readonly tabs: readonly Tab[];
}

/** Pages that share one place; the first is shown at first. */
export function Tabs({ label, tabs }: TabsProps) {
  return (
    <Primitive.Root className={classes.root} {...(tabs[0] && { defaultValue: tabs[0].id })}>
      <Primitive.List className={classes.list} aria-label={label}>
        {tabs.map(({ id, text }) => (
          <Primitive.Trigger key={id} value={id} className={classes.tab}>
            {text}
          </Primitive.Trigger>
        ))}
      </Primitive.List>
      {tabs.map(({ id, content }) => (
        <Primitive.Content key={id} value={id} className={classes.page}>
          {content}
        </Primitive.Content>
      ))}
    </Primitive.Root>
  );
}
