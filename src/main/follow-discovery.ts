import type { DiscoveryService } from '../node/discovery/discovery-service.ts';
import type { Party } from '../node/party/party.ts';
import { parseAddress } from '../shared/address.ts';
import type { RecentRoom } from '../shared/models.ts';

/** Discovery does what the settings say, and knows where this person's rooms were. */
export function followDiscovery(party: Party, discovery: DiscoveryService): void {
  const remember = (rooms: readonly RecentRoom[]) =>
    discovery.remember(
      rooms.flatMap(({ address }) => {
        const parsed = parseAddress(address);
        return parsed.ok ? [parsed.value] : [];
      }),
    );
  discovery.setAnnouncing(party.settings().announce);
  remember(party.recentRooms());
  party.onPush((push) => {
    if (push.kind === 'settings') discovery.setAnnouncing(push.settings.announce);
    else if (push.kind === 'recent') remember(push.recentRooms);
  });
}
