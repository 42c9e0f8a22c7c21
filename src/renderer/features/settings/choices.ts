/** What can be chosen of an amount, smallest first; what is set stays a choice, whoever set it. */
export function choicesWith(set: number, usual: readonly number[]): readonly number[] {
  return usual.includes(set) ? usual : [...usual, set].toSorted((one, other) => one - other);
}
