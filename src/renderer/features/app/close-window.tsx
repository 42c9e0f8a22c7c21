import { AlertDialog as Primitive } from 'radix-ui';
import { useTranslation } from 'react-i18next';
import type { CloseQuestion, RoomsLeft } from '../../../shared/closing.ts';
import { closeDialog } from '../../stores/dialog-store.ts';
import { closeWindow } from '../../stores/room-actions.ts';
import { Button } from '../../ui/button.tsx';
import { Confirm } from '../../ui/confirm.tsx';
import classes from '../../ui/dialog.module.css';
import { useReturnFocus } from '../../ui/use-return-focus.ts';

function answer(how: 'tray' | 'quit'): void {
  closeDialog();
  void closeWindow(how);
}

/** Whether the rooms may end that one hosts, with others in them. */
function MayEnd({ otherMembers }: RoomsLeft) {
  const { t } = useTranslation();
  return (
    <Confirm
      title={t('dialogs.closeTitle')}
      body={t('dialogs.closeBody', { count: otherMembers })}
      confirm={t('dialogs.closeConfirm')}
      cancel={t('dialogs.closeCancel')}
      onConfirm={() => answer('quit')}
      onCancel={closeDialog}
    />
  );
}

/** What closing the window is to mean, asked once: it goes to the tray, or the app ends. */
function Which({ hosted, otherMembers }: RoomsLeft) {
  const { t } = useTranslation();
  const returnFocus = useReturnFocus();
  const quitHost = otherMembers === 0 ? t('dialogs.quitHostAlone') : t('dialogs.quitHost', { count: otherMembers });
  return (
    <Primitive.Root open onOpenChange={(open) => !open && closeDialog()}>
      <Primitive.Portal>
        <div className={classes.backdrop} />
        <Primitive.Content className={classes.content} aria-modal onCloseAutoFocus={returnFocus}>
          <Primitive.Title className={classes.title}>{t('dialogs.whichTitle')}</Primitive.Title>
          <Primitive.Description asChild>
            <div className={classes.lead}>
              <p>{hosted === 0 ? t('dialogs.keepGuest') : t('dialogs.keepHost', { count: hosted })}</p>
              <p>{hosted === 0 ? t('dialogs.quitGuest') : quitHost}</p>
              <p>{t('dialogs.whichLater')}</p>
            </div>
          </Primitive.Description>
          <div className={classes.actions}>
            <Primitive.Cancel asChild>
              <Button>{t('common.cancel')}</Button>
            </Primitive.Cancel>
            <Button tone={otherMembers > 0 ? 'danger' : 'plain'} onClick={() => answer('quit')}>
              {t('dialogs.whichQuit')}
            </Button>
            <Button tone="primary" autoFocus onClick={() => answer('tray')}>
              {t('dialogs.whichKeep')}
            </Button>
          </div>
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  );
}

/** The window is to be closed while in a room. */
export function CloseWindow({ question, rooms }: { readonly question: CloseQuestion; readonly rooms: RoomsLeft }) {
  return question === 'which' ? <Which {...rooms} /> : <MayEnd {...rooms} />;
}
