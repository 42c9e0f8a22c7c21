/** A member of the load: sends 100-byte texts, and says of each delivery who sent it and which of theirs it was. */
export interface LoadMember {
  /** Sends the member's messages `from` up to `to` (exclusive) in one write. */
  send(from: number, to: number): void;
  close(): void;
}

/** Called for each message that arrives. Positional, since it is called a million times. */
export type OnDelivery = (sender: number, number: number) => void;

export const TEXT_BYTES = 100;

/** Words as people say them, drawn anew for each place: nothing that packs better than talk does. */
const WORDS = (
  'the and you that was for are with his they this have from one had not but what all were when your can said there ' +
  'use each which she how their will other about out many then them these some her would make like him into time has ' +
  'look two more write see number way could people than first water been call who its now find long down day did get ' +
  'come made may part meeting printer tomorrow lunch server password cable thanks question answer teacher table'
).split(' ');
const TALK = talk(65_536);

function talk(length: number): string {
  let text = '';
  for (let state = 1; text.length < length; ) {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    text += `${WORDS[(state >>> 8) % WORDS.length]} `;
  }
  return text;
}

/** The text of a member's message: its sender and number, filled up to 100 bytes with talk. */
export function textOf(sender: number, number: number): string {
  const begin = `${sender}:${number};`;
  const at = (sender * 7_919 + number * 101) % (TALK.length - TEXT_BYTES);
  return begin + TALK.slice(at, at + TEXT_BYTES - begin.length);
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
