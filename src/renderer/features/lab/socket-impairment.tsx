import { useTranslation } from 'react-i18next';
import { NO_IMPAIRMENT } from '../../../shared/impairment/impairment.ts';
import type { LabClient, LabServer } from '../../../shared/lab/lab-models.ts';
import { impairSocket } from '../../stores/lab/socket-actions.ts';
import { ImpairmentChip } from '../impairment/impairment-chip.tsx';
import { ImpairmentPanel } from '../impairment/impairment-panel.tsx';
import { SidePanel } from '../room/side-panel.tsx';
import classes from './socket-impairment.module.css';

export interface SocketImpairmentProps {
  readonly socket: LabServer | LabClient;
}

/** The mark of a server or client whose traffic is treated badly; nothing while it is not. */
export function SocketImpairmentChip({ socket, onOpen }: SocketImpairmentProps & { readonly onOpen: () => void }) {
  const { impairment, config } = socket;
  if (impairment === undefined) return null;
  return <ImpairmentChip impairment={impairment} transports={[config.transport]} whole onOpen={onOpen} />;
}

/** The sliders for one server or client: here nothing heals what they break. */
export function SocketImpairmentPanel({ socket, onClose }: SocketImpairmentProps & { readonly onClose: () => void }) {
  const { t } = useTranslation();
  const { id, impairment = NO_IMPAIRMENT, config } = socket;
  return (
    <SidePanel
      className={classes.panel}
      title={t('lab.impair.title')}
      closeLabel={t('lab.impair.close')}
      overlay
      onClose={onClose}
    >
      <div className={classes.body}>
        <ImpairmentPanel
          impairment={impairment}
          transports={[config.transport]}
          onChange={(next) => void impairSocket(id, next)}
        />
        <p className={classes.hint}>{t(`lab.impair.${config.transport}`)}</p>
      </div>
    </SidePanel>
  );
}
