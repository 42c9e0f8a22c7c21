import { Maximize2 } from 'lucide-react';
import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { NetworkAddress } from '../../../shared/doctor/models.ts';
import type { RoomSeal } from '../../../shared/identity/identity-models.ts';
import { inviteLink } from '../../../shared/invite/invite.ts';
import { scriptLines } from '../../../shared/invite/script-lines.ts';
import { DEFAULT_PORT } from '../../../shared/limits.ts';
import { closeDialog } from '../../stores/dialog-store.ts';
import { lookAtNetwork } from '../../stores/doctor-store.ts';
import { useDoctor } from '../../stores/hooks.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { QrCode } from '../../ui/qr-code.tsx';
import { Section } from '../../ui/section.tsx';
import { RoomFingerprint } from '../identity/room-fingerprint.tsx';
import { AddressChoice } from './address-choice.tsx';
import { CopyRow } from './copy-row.tsx';
import { type InviteAddress, inviteAddresses } from './invite-addresses.ts';
import classes from './invite-dialog.module.css';
import { QrPoster } from './qr-poster.tsx';
import { SpokenWords } from './spoken-words.tsx';

const NO_NETWORKS: readonly NetworkAddress[] = [];

export interface InviteDialogProps {
  readonly room: string;
  /** As the room has them, the best first. */
  readonly addresses: readonly string[];
  /** False where the room turns away netcat and scripts. */
  readonly plain: boolean;
  /** By what the room's key is known; undefined where it has none. */
  readonly seal: RoomSeal | undefined;
}

interface WaysProps extends Pick<InviteDialogProps, 'room' | 'seal'> {
  readonly invite: InviteAddress;
}

/** The code, and the link and the address beside it. */
function Ways({ room, seal, invite }: WaysProps) {
  const { t } = useTranslation();
  const [large, setLarge] = useState(false);
  const link = inviteLink(invite.room, seal?.fingerprint);
  return (
    <div className={classes.ways}>
      <div className={classes.code}>
        <QrCode text={link} label={t('invite.qrOf', { link })} />
        <Button small onClick={() => setLarge(true)}>
          <Maximize2 aria-hidden />
          {t('invite.large')}
        </Button>
      </div>
      <div className={classes.lines}>
        <dl>
          <CopyRow label={t('invite.link')} text={link} />
          <CopyRow label={t('invite.address')} text={invite.text} />
        </dl>
        <p className={classes.note}>{t('invite.linkNote')}</p>
        {invite.room.port === DEFAULT_PORT && (
          <p className={classes.note}>{t('invite.usualPort', { port: DEFAULT_PORT })}</p>
        )}
      </div>
      {large && <QrPoster room={room} address={invite.text} link={link} onClose={() => setLarge(false)} />}
    </div>
  );
}

function Scripts({ invite, plain }: { readonly invite: InviteAddress; readonly plain: boolean }) {
  const { t } = useTranslation();
  return (
    <Section title={t('invite.scripts')}>
      <dl className={classes.scripts}>
        {scriptLines(invite.room, plain).map(({ kind, line }) => (
          <CopyRow key={kind} label={t(`invite.script.${kind}`)} text={line} />
        ))}
      </dl>
      {!plain && <p className={classes.note}>{t('invite.noPlain')}</p>}
    </Section>
  );
}

/** Every way to bring somebody into a room: by link, by a picture to scan, by word of mouth, by a script. */
export function InviteDialog({ room, addresses, plain, seal }: InviteDialogProps) {
  const { t } = useTranslation();
  const networks = useDoctor(({ network }) => network?.addresses ?? NO_NETWORKS);
  useEffect(() => {
    void lookAtNetwork();
  }, []);
  const invites = useMemo(() => inviteAddresses(addresses, networks), [addresses, networks]);
  const [picked, setPicked] = useState<string>();
  const chosen = invites.find(({ text }) => text === picked) ?? invites[0];
  return (
    <Dialog title={t('invite.title', { room })} lead={t('invite.lead')} size="wide" onClose={closeDialog}>
      {chosen === undefined ? (
        <p>{t('invite.none')}</p>
      ) : (
        <>
          <Ways room={room} seal={seal} invite={chosen} />
          <SpokenWords address={chosen.room} />
          {seal && (
            <Section title={t('identity.room.title')}>
              <RoomFingerprint seal={seal} />
            </Section>
          )}
          <AddressChoice addresses={invites} chosen={chosen.text} onChoose={setPicked} />
          <Scripts invite={chosen} plain={plain} />
        </>
      )}
    </Dialog>
  );
}
