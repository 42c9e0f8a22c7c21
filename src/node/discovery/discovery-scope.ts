/** How far discovery reaches: the networks around, this computer alone, or nowhere. */
export type DiscoveryScope = 'network' | 'loopback' | 'off';

/** The variable by which whoever starts Partyline keeps it from the network, as its own tests do. */
export const SCOPE_VARIABLE = 'PARTYLINE_DISCOVERY';

/** What the environment says; everything else than `loopback` and `off` is what people want. */
export function discoveryScope(environment: Readonly<Record<string, string | undefined>>): DiscoveryScope {
  const said = environment[SCOPE_VARIABLE];
  return said === 'loopback' || said === 'off' ? said : 'network';
}
