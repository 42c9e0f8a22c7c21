/** Where a peer's packets come from and go to. */
export interface Path {
  /** As the operating system writes it. */
  readonly address: string;
  readonly port: number;
}

export function isSamePath(one: Path, other: Path): boolean {
  return one === other || (one.port === other.port && one.address === other.address);
}
