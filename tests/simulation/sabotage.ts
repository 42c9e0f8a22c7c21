/**
 * A way in which a run can be wrong on purpose, to show that the checks find it. Each is a wrapper around the
 * engine in this folder: the engine itself knows nothing of it.
 */
export type Sabotage =
  | 'none'
  /** The host tells of a turn before it is on disk. */
  | 'release-before-commit'
  /** The host does not know a message again. */
  | 'forget-ids'
  /** The host takes what the disk refused for written. */
  | 'lose-a-refusal'
  /** The guests ack packets that they never got. */
  | 'lie-in-acks'
  /** The host sends no byte of a stream a second time. */
  | 'never-resend'
  /** The host keeps something for every address that asks for a cookie. */
  | 'hoard-initials'
  /** The host answers one question many times. */
  | 'amplify'
  /** The host takes what was damaged on the way for whole. */
  | 'trust-damage'
  /** Records are taken for right that were changed on their way. */
  | 'trust-records'
  /** The host lets in whoever comes, whatever the door is. */
  | 'open-door'
  /** The host takes every member's log for its own. */
  | 'claim-one-log';
