/** The classics, in the order of the gallery; each is a folder of docs/examples/recipes. */
export const RECIPE_NAMES = [
  'one-shot-greeting',
  'taking-turns',
  'echo',
  'upper',
  'sticky-packets',
  'length-header',
  'address-in-use',
  'backlog',
  'client-crash',
  'send-sendall',
  'udp-boundaries',
  'empty-datagram',
  'udp-loss',
  'many-udp-clients',
] as const;
export type RecipeName = (typeof RECIPE_NAMES)[number];
