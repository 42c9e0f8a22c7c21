import { Switch as Primitive } from 'radix-ui';
import classes from './switch-field.module.css';

export interface SwitchProps {
  readonly id: string;
  readonly checked: boolean;
  readonly onCheck: (checked: boolean) => void;
  /** Id of what describes it. */
  readonly describedBy: string | undefined;
}

/** On or off; its label stands elsewhere. */
export function Switch({ id, checked, onCheck, describedBy }: SwitchProps) {
  return (
    <Primitive.Root
      id={id}
      className={classes.track}
      checked={checked}
      onCheckedChange={onCheck}
      aria-describedby={describedBy}
    >
      <Primitive.Thumb className={classes.thumb} />
    </Primitive.Root>
  );
}
