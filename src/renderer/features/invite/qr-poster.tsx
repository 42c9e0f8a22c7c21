import { X } from 'lucide-react';
import { Dialog as Primitive } from 'radix-ui';
import { useTranslation } from 'react-i18next';
import { Button } from '../../ui/button.tsx';
import { QrCode } from '../../ui/qr-code.tsx';
import { useReturnFocus } from '../../ui/use-return-focus.ts';
import classes from './qr-poster.module.css';

export interface QrPosterProps {
  readonly room: string;
  readonly address: string;
  readonly link: string;
  readonly onClose: () => void;
}

/** The code as large as the window, to be scanned from a projector, with the address for those who type. */
export function QrPoster({ room, address, link, onClose }: QrPosterProps) {
  const { t } = useTranslation();
  const returnFocus = useReturnFocus();
  return (
    <Primitive.Root open onOpenChange={(open) => !open && onClose()}>
      <Primitive.Portal>
        <Primitive.Content
          className={classes.poster}
          aria-modal
          aria-describedby={undefined}
          onCloseAutoFocus={returnFocus}
        >
          <Primitive.Title className={classes.room}>
            <bdi>{room}</bdi>
          </Primitive.Title>
          <QrCode className={classes.code} text={link} label={t('invite.qrOf', { link })} />
          <p className={classes.address}>{address}</p>
          <p className={classes.hint}>{t('invite.posterHint')}</p>
          <Primitive.Close asChild>
            <Button className={classes.close} square aria-label={t('common.close')}>
              <X aria-hidden />
            </Button>
          </Primitive.Close>
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  );
}
