import { X } from 'lucide-react';
import { Dialog as Primitive } from 'radix-ui';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from './button.tsx';
import classes from './dialog.module.css';
import { useReturnFocus } from './use-return-focus.ts';

export interface DialogProps {
  readonly title: string;
  readonly lead?: string;
  readonly onClose: () => void;
  /** `wide` for two columns; `whole` for what one looks through, which keeps its height whatever is in it. */
  readonly size?: 'usual' | 'wide' | 'whole';
  readonly children: ReactNode;
}

/** The first Escape in a search takes back what is looked for, the next one closes. */
function keepForSearch(event: KeyboardEvent): void {
  const { target } = event;
  if (target instanceof HTMLInputElement && target.type === 'search' && target.value !== '') event.preventDefault();
}

/** A dialog that is drawn while it is open. The backdrop is ours: radix-ui's adds a style element. */
export function Dialog({ title, lead, size = 'usual', onClose, children }: DialogProps) {
  const { t } = useTranslation();
  const returnFocus = useReturnFocus();
  return (
    <Primitive.Root open onOpenChange={(open) => !open && onClose()}>
      <Primitive.Portal>
        <div className={classes.backdrop} />
        <Primitive.Content
          className={classes.content}
          data-size={size}
          aria-modal
          onCloseAutoFocus={returnFocus}
          onEscapeKeyDown={keepForSearch}
          {...(lead === undefined && { 'aria-describedby': undefined })}
        >
          <header className={classes.header}>
            <Primitive.Title className={classes.title}>{title}</Primitive.Title>
            <Primitive.Close asChild>
              <Button tone="ghost" small square aria-label={t('common.close')}>
                <X aria-hidden />
              </Button>
            </Primitive.Close>
          </header>
          {lead !== undefined && <Primitive.Description className={classes.lead}>{lead}</Primitive.Description>}
          {children}
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  );
}
