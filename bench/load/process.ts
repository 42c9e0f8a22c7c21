/**
 * The load, as a process of its own: `process.ts KIND PORT PATTERN ARGUMENTS…`. Tells its parent `started` when all
 * members are in, and the result when everything arrived.
 */
import type { ServerKind } from '../support/servers.ts';
import { joinPartyline, joinPartylineOverUdp, joinPartylineSealed } from './partyline-member.ts';
import { everybodyTalks, type Join, oneTalks, type Pattern, steadyTalk } from './patterns.ts';
import { joinWs } from './ws-member.ts';

const [kind, portText, patternName, ...args] = process.argv.slice(2) as [ServerKind, string, string, ...string[]];
const [first = 0, second = 0, third = 0] = args.map(Number);
const patterns: Record<string, Pattern> = {
  everybodyTalks: everybodyTalks(first, second),
  oneTalks: oneTalks(first, second, third),
  steadyTalk: steadyTalk(first, second, third),
};
const pattern = patterns[patternName];
if (!pattern) throw new Error(`no pattern ${patternName}`);
const joins: Partial<Record<ServerKind, typeof joinPartyline>> = {
  ws: joinWs,
  wss: (port, index, onDelivery) => joinWs(port, index, onDelivery, 'wss'),
  'partyline-udp': joinPartylineOverUdp,
  'partyline-sealed': joinPartylineSealed,
  'partyline-udp-sealed': (port, index, onDelivery) => joinPartylineSealed(port, index, onDelivery, 'udp'),
};
const join: Join = (index, onDelivery) => (joins[kind] ?? joinPartyline)(Number(portText), index, onDelivery);

/** The parent reads the server's clock before the load goes on. */
const started = () =>
  new Promise<void>((resolve) => {
    process.once('message', () => resolve());
    process.send?.({ started: true });
  });
const result = await pattern(join, started);
process.send?.({ result }, () => process.disconnect());
