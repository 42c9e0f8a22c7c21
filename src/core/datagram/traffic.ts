import type { LinkQuality } from '../../shared/models.ts';
import type { LossRecovery } from './loss-recovery.ts';

/** What travelled over a link, counted. */
export class Traffic {
  packetsIn = 0;
  packetsOut = 0;
  packetsLost = 0;
  bytesIn = 0;
  bytesOut = 0;
  bytesRetransmitted = 0;

  quality({ rtt, window }: LossRecovery): LinkQuality {
    return {
      transport: 'udp',
      roundTripMs: rtt.hasSample ? rtt.smoothed : undefined,
      bytesIn: this.bytesIn,
      bytesOut: this.bytesOut,
      datagrams: {
        packetsIn: this.packetsIn,
        packetsOut: this.packetsOut,
        packetsLost: this.packetsLost,
        bytesRetransmitted: this.bytesRetransmitted,
        congestionWindow: Math.round(window.size),
        bytesInFlight: window.inFlight,
      },
    };
  }
}
