/** When discovery does what, in milliseconds. docs/protocol.md is tested against what a peer sees of it. */

/** A host answers a question that was a broadcast after a random part of this. */
export const ANSWER_WAIT_MS = 250;
/** A room says that it is here: so long after its beginning or after the network changed, as one may get lost, … */
export const BEACON_FIRST_MS = [0, 400, 1_200] as const;
/** … then each so long, … */
export const BEACON_EVERY_MS = 30_000;
/** … and so soon after the last one at the earliest when something of it changed. */
export const BEACON_CHANGED_MS = 5_000;
/** A room that ends says so as often, one behind the other. */
export const GONE_TIMES = 3;

/** When everybody around is asked: at the start, and when the network changed; the later ones only while news keep coming. */
export const AROUND_MS = [0, 300, 700, 1_200] as const;
export const AROUND_MORE_MS = [1_600, 2_000, 2_400] as const;
/** After adverts were passed over because there were too many, everybody is asked again, this often at most. */
export const AROUND_AGAIN_MS = 5_000;
/** An answer to a question to everybody, or of a search, counts for so long. */
export const OPEN_QUESTION_MS = 4_000;

/** When an address is asked of which nothing was heard so far, counted from the first question. */
export const FIRST_TRIES_MS = [0, 250, 700, 1_500, 3_000] as const;
/** A claim that came to nothing is tried again each so long, and forgotten when nobody repeats it for so long. */
export const CLAIM_AGAIN_MS = 30_000;
export const CLAIM_LIFE_MS = 120_000;
/** Where a room of before was that does not answer is asked again each so long. */
export const REMEMBERED_AGAIN_MS = 60_000;

/** A room that is silent for so long, and up to so much more by chance, is asked; … */
export const SILENCE_MS = 20_000;
export const SILENCE_MORE_MS = 2_000;
/** … then again, so long after the first question each, … */
export const SILENT_TRIES_MS = [0, 1_500, 3_500, 5_500, 7_500, 9_000, 10_000, 11_000] as const;
/** So long after the last question of a kind it has not answered: a silent room is gone, 34 s after it was heard last. */
export const PATIENCE_MS = 1_000;
/** A room that is heard but gave no answer for so long is asked: beacons can be forged. */
export const PROOF_MS = 90_000;

/** Where somebody says that a room ends it is asked, so long after that, … */
export const DOUBT_TRIES_MS = [0, 200, 400, 600, 850, 1_100] as const;
/** … and is gone when no answer came so long after the last: 1.5 s after it was told. */
export const DOUBT_PATIENCE_MS = 400;
/** Two questions to one address are so far apart at least. */
export const ASKED_APART_MS = 200;
/** After the end of a room a beacon from there may be a late one: for so long it takes an answer. */
export const ENDED_MS = 5_000;

/** A room heard under another name is shown under it once all its addresses say so, or after so long. */
export const SETTLE_MS = 1_000;
/** A room that answers no question can't change what it says more often than this. */
export const MUTE_CHANGE_MS = 5_000;
/** A host tells its members of other rooms this often at most. */
export const GOSSIP_APART_MS = 10_000;
/** The list tells of changes this often at most. */
export const CHANGES_APART_MS = 100;
