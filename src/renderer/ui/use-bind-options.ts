import { useTranslation } from 'react-i18next';
import type { LocalAddress } from '../../shared/models.ts';

export interface BindOption {
  /** An address; empty for all of them. */
  readonly value: string;
  readonly text: string;
}

/** The addresses that a room can answer at, in words. */
export function useBindOptions(addresses: readonly LocalAddress[]): readonly BindOption[] {
  const { t } = useTranslation();
  const options = addresses.map(({ address, adapter, internal }) => ({
    value: address,
    text: internal ? t('start.host.bindInternal', { address }) : t('start.host.bindAdapter', { address, adapter }),
  }));
  return [{ value: '', text: t('start.host.bindAll') }, ...options];
}
