import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { WireLink } from '../../../shared/wire/wire-model.ts';
import { useRoom, useWire } from '../../stores/hooks.ts';

const NO_LINKS: readonly WireLink[] = [];

function addressOf({ remote: { address, port } }: WireLink): string {
  const plain = address.replace(/^::ffff:/, '');
  return plain.includes(':') ? `[${plain}]:${port}` : `${plain}:${port}`;
}

/** What each link is called: who is at its other end, and over what. */
export function useLinkNames(): ReadonlyMap<number, string> {
  const { t } = useTranslation();
  const links = useWire(({ state }) => state?.links ?? NO_LINKS);
  const isGuest = useRoom(({ room }) => room?.role === 'guest');
  return useMemo(() => {
    const nameOf = (link: WireLink) => {
      if (link.transport === 'memory') return t('wire.ownWindow');
      const transport = link.transport.toUpperCase();
      // A guest has links to nobody but the host.
      return `${link.name ?? (isGuest ? t('members.host') : addressOf(link))} · ${transport}`;
    };
    return new Map(links.map((link) => [link.id, nameOf(link)]));
  }, [links, isGuest, t]);
}

/** The same with everything that tells two links of one member apart. */
export function useLinkTitles(): ReadonlyMap<number, string> {
  const { t } = useTranslation();
  const names = useLinkNames();
  const links = useWire(({ state }) => state?.links ?? NO_LINKS);
  return new Map(
    links.map((link) => {
      const address = link.transport === 'memory' ? '' : ` · ${addressOf(link)}`;
      const ended = link.isOpen ? '' : ` · ${t('wire.linkClosed')}`;
      const sealed = link.isSealed ? ` · ${t('wire.sealed')}` : '';
      return [link.id, `${names.get(link.id) ?? ''}${address}${sealed}${ended}`];
    }),
  );
}
