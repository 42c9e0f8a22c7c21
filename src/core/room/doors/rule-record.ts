/** A rule of the room as the store keeps it. */
export interface RuleRecord {
  readonly name: string;
  /** Undefined where the rule is no more. */
  readonly value: string | undefined;
}
