import { useTranslation } from 'react-i18next';
import type { FoundRoom } from '../../../shared/discovery/found-room.ts';
import { howFar } from '../../stores/found/how-far.ts';
import { useApp, useFound } from '../../stores/hooks.ts';
import { formatMilliseconds } from '../../ui/format-amount.ts';
import { useLocale } from '../../ui/use-locale.ts';

/** Below this a time says more of this computer than of the way, in milliseconds. */
const FINEST_MS = 1;

/** How far a room is in words, and how long it takes to answer where that is known. */
export function useDistance({ at, own }: FoundRoom): { readonly far: string; readonly time: string | undefined } {
  const { t } = useTranslation();
  const locale = useLocale();
  const here = useApp(({ localAddresses }) => localAddresses);
  const subnets = useFound((state) => state.subnets);
  const [best] = at;
  const addresses = here.map(({ address }) => address);
  const where = own || best === undefined ? 'computer' : howFar(best.address, addresses, subnets);
  const ms = where === 'computer' ? undefined : best?.ms;
  return {
    far: t(`here.far.${where}`),
    time: ms === undefined ? undefined : formatMilliseconds(locale, ms, FINEST_MS),
  };
}
