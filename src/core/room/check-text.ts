import { showsSomething } from '../../shared/visible-text.ts';
import { type ProtocolError, protocolError } from '../wire/protocol-error.ts';

/** C0 control characters other than tab, line feed and carriage return; some of them take over a terminal. */
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/;

/** Judges a message's text. @returns why it is refused, or undefined */
export function checkText(text: string, longest: number): ProtocolError | undefined {
  if (text.length > longest) {
    return protocolError('text_too_long', `a message has at most ${longest} characters, this one ${text.length}`);
  }
  if (!text.isWellFormed()) return protocolError('text_invalid', 'the text holds half of a surrogate pair');
  if (CONTROL.test(text)) return protocolError('text_invalid', 'the text holds a control character');
  if (!showsSomething(text)) return protocolError('text_empty', 'the text shows nothing');
  return undefined;
}

/** What a person typed or pasted, made fit to send: line ends as `\n`, control characters and lone surrogates gone. */
export function cleanText(text: string): string {
  return text.replace(/\r\n?/g, '\n').replace(new RegExp(CONTROL, 'g'), '').toWellFormed().trimEnd();
}
