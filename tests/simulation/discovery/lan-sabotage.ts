/** A way in which a run can be wrong on purpose, to show that the checks find it: a wrapper around the machines. */
export type LanSabotage =
  | 'none'
  /** What DNS-SD says is taken for the room's own word. */
  | 'believe-claims'
  /** Nothing that comes is heard. */
  | 'deaf'
  /** Nobody is asked again, and nobody's silence is noticed. */
  | 'stop-the-clock'
  /** Who is said to be gone is not heard for a while. */
  | 'believe-ends'
  /** Each question is sent many times. */
  | 'ask-without-end'
  /** Who is claimed to be far away is asked all the same. */
  | 'ask-strangers'
  /** Something is kept of each advert. */
  | 'hoard'
  /** A room is another one at each address. */
  | 'split-rooms'
  /** Whoever claims an id is the room of that id. */
  | 'trust-ids'
  /** A room's answer is longer than the question. */
  | 'answer-at-length';
