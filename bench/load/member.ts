/** A member of the load: sends 100-byte texts, and says of each delivery who sent it and which of theirs it was. */
export interface LoadMember {
  /** Sends the member's messages `from` up to `to` (exclusive) in one write. */
  send(from: number, to: number): void;
  close(): void;
}

/** Called for each message that arrives. Positional, since it is called a million times. */
export type OnDelivery = (sender: number, number: number) => void;

export const TEXT_BYTES = 100;

/** The text of a member's message: its sender and number, filled up to 100 bytes. */
export function textOf(sender: number, number: number): string {
  return `${sender}:${number};`.padEnd(TEXT_BYTES, '.');
}

/** Reads `sender:number;` from where the text starts. */
export function readText(bytes: Buffer, at: number, onDelivery: OnDelivery): void {
  let sender = 0;
  let cursor = at;
  for (; bytes[cursor] !== 0x3a; cursor += 1) sender = sender * 10 + (bytes[cursor] as number) - 48;
  let number = 0;
  for (cursor += 1; bytes[cursor] !== 0x3b; cursor += 1) number = number * 10 + (bytes[cursor] as number) - 48;
  onDelivery(sender, number);
}
