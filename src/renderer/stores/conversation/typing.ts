/** Milliseconds for which somebody who was heard typing is shown to. */
export const TYPING_MS = 4_000;
/** Milliseconds between two words to the others that one types. */
export const TYPING_PAUSE_MS = 2_000;

/** Somebody who types, by member id. */
export interface Typist {
  readonly member: string;
  /** Milliseconds since 1970 after which it counts as over. */
  readonly until: number;
}

/** Takes that a member types now. Who began first stays first. */
export function typed(typists: readonly Typist[], member: string, now: number): readonly Typist[] {
  const until = now + TYPING_MS;
  const known = typists.some((typist) => typist.member === member);
  return known
    ? typists.map((typist) => (typist.member === member ? { member, until } : typist))
    : [...typists, { member, until }];
}

/** Who still types; the same array while that is everybody. */
export function stillTyping(typists: readonly Typist[], now: number): readonly Typist[] {
  const left = typists.filter(({ until }) => until > now);
  return left.length === typists.length ? typists : left;
}

/** What somebody typed has come: nothing more is announced of them. */
export function saidBy(typists: readonly Typist[], members: ReadonlySet<string>): readonly Typist[] {
  const left = typists.filter(({ member }) => !members.has(member));
  return left.length === typists.length ? typists : left;
}
