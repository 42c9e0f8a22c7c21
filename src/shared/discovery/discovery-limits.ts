/**
 * What discovery may cost, by name: a host that is asked, and whoever keeps a list of rooms. docs/limits.md has a row and a
 * reason for each, tested against this table.
 */
export const DISCOVERY_LIMITS = {
  /** Answers of a room a second: to all, to one address, and to that at once. */
  answersPerSecond: 1_000,
  answersPerAddressPerSecond: 50,
  answersPerAddress: 250,
  /** Addresses of which a room remembers how much they asked, and answers that wait for their moment. */
  askersKept: 1_024,
  answersWaiting: 512,
  /** Addresses and ports of which a list knows anything; of one address; and claims among them that nothing was heard of. */
  spots: 4_096,
  spotsPerAddress: 512,
  claims: 2_048,
  /** Rooms in the list that were heard and answer no question. */
  muteRooms: 256,
  /** Of these a second, at once, before a newcomer has to answer or to be asked three times first. */
  muteRoomsPerSecond: 8,
  muteRoomsAtOnce: 64,
  /** Questions a second to single addresses, and at once. */
  questionsPerSecond: 200,
  questionsAtOnce: 200,
  /** Addresses that a person gave: they may be asked wherever they are. */
  givenAddresses: 1_024,
  /** Rooms that a host names to its members, and addresses of each. */
  gossipRooms: 64,
  gossipAddresses: 4,
  /** Addresses in the largest subnet that is searched (a prefix of 20), and questions a second of a search. */
  searchAddresses: 4_096,
  searchesPerSecond: 150,
  /** Addresses that are asked at once whether a room which a person waits for is there, and when each is asked again. */
  wayBackAtOnce: 4,
  wayBackAgainMs: 30_000,
} as const;
