import { AlertDialog as Primitive } from 'radix-ui';
import { Button } from './button.tsx';
import classes from './dialog.module.css';
import { useReturnFocus } from './use-return-focus.ts';

export interface ConfirmProps {
  readonly title: string;
  readonly body: string;
  readonly confirm: string;
  readonly cancel: string;
  readonly onConfirm: () => void;
  readonly onCancel: () => void;
}

/** Asks before something ends for others; Escape and the focused button both mean no. */
export function Confirm({ title, body, confirm, cancel, onConfirm, onCancel }: ConfirmProps) {
  const returnFocus = useReturnFocus();
  return (
    <Primitive.Root open onOpenChange={(open) => !open && onCancel()}>
      <Primitive.Portal>
        <div className={classes.backdrop} />
        <Primitive.Content className={classes.content} aria-modal onCloseAutoFocus={returnFocus}>
          <Primitive.Title className={classes.title}>{title}</Primitive.Title>
          <Primitive.Description className={classes.lead}>{body}</Primitive.Description>
          <div className={classes.actions}>
            <Primitive.Cancel asChild>
              <Button>{cancel}</Button>
            </Primitive.Cancel>
            <Button tone="danger" onClick={onConfirm}>
              {confirm}
            </Button>
          </div>
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  );
}
