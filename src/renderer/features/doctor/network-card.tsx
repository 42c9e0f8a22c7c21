import { Network } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { NetworkAddress } from '../../../shared/doctor/models.ts';
import { useDoctor } from '../../stores/hooks.ts';
import { Card } from '../../ui/card.tsx';
import classes from './doctor-view.module.css';
import { Findings } from './findings.tsx';
import table from './network-table.module.css';

function Row({ one }: { readonly one: NetworkAddress }) {
  const { t } = useTranslation();
  const { address, prefix, kind, toldBy, adapter, mac, family, mask, broadcast, recommended } = one;
  return (
    <tr data-recommended={recommended || undefined}>
      <td>
        <span className={table.address}>
          {address}
          <span className={table.prefix}>/{prefix}</span>
        </span>
        {recommended && <span className={table.use}>{t('doctor.network.use')}</span>}
      </td>
      <td>
        <span className={table.kind} data-kind={kind}>
          {t(`doctor.kinds.${kind}`)}
        </span>
        <span className={table.soft}>{t(`doctor.toldBy.${toldBy}`)}</span>
      </td>
      <td>
        {adapter}
        <span className={table.mono}>{mac ?? t('doctor.network.noMac')}</span>
      </td>
      <td>
        {family === 'IPv4' && <span className={table.mono}>{mask}</span>}
        <span className={table.mono}>{broadcast ?? ''}</span>
        {family === 'IPv6' && <span className={table.soft}>{t('doctor.network.prefixOf', { prefix })}</span>}
      </td>
    </tr>
  );
}

/** This computer's addresses, and which one others should use. */
export function NetworkCard() {
  const { t } = useTranslation();
  const network = useDoctor((state) => state.network);
  return (
    <Card icon={Network} title={t('doctor.network.title')} lead={t('doctor.network.lead')}>
      {network === undefined ? (
        <p className={classes.remark}>{t('doctor.network.loading')}</p>
      ) : (
        <>
          <Findings findings={network.findings} />
          <table className={table.table} aria-label={t('doctor.network.table')}>
            <thead>
              <tr>
                <th scope="col">{t('doctor.network.address')}</th>
                <th scope="col">{t('doctor.network.kind')}</th>
                <th scope="col">{t('doctor.network.adapter')}</th>
                <th scope="col">{t('doctor.network.mask')}</th>
              </tr>
            </thead>
            <tbody>
              {network.addresses.map((one) => (
                <Row key={`${one.adapter} ${one.address}`} one={one} />
              ))}
            </tbody>
          </table>
        </>
      )}
    </Card>
  );
}
