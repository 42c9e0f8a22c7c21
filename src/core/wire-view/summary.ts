import { saidAs } from '../wire/field-guards.ts';
import type { FrameHeader } from '../wire/frame.ts';
import type { FrameItem } from './wire-items.ts';

/** Longest summary in UTF-16 code units: a line of the list, and enough to tell messages apart. */
export const SUMMARY_MOST = 200;
/** Longest type that is shown or offered as a filter: a header may name anything. */
const TYPE_MOST = 32;

const utf8 = new TextDecoder('utf-8', { fatal: false, ignoreBOM: true });

function short(text: string): string {
  return text.length <= SUMMARY_MOST ? text : text.slice(0, SUMMARY_MOST);
}

function textField(header: FrameHeader, name: string): string {
  const value = header[name];
  return typeof value === 'string' ? value : '';
}

function numberField(header: FrameHeader, name: string): string {
  const value = header[name];
  return typeof value === 'number' ? String(value) : '';
}

function said(who: string, text: string): string {
  return who === '' ? text : `${who}: ${text}`;
}

/** What matters of a header, in a line without words of any language. */
export function summaryOf(header: FrameHeader): string {
  const of = (name: string) => textField(header, name);
  switch (header.type) {
    case 'say':
      return short(of('text'));
    case 'event':
      return short(`${numberField(header, 'seq')} · ${of('kind')} · ${said(of('nick'), of('text'))}`);
    case 'accepted':
      return short(`${of('id')} → ${numberField(header, 'seq')}`);
    case 'hello':
      return short(of('nick'));
    case 'welcome': {
      const room = header['room'];
      const name = typeof room === 'object' && room !== null ? (room as { name?: unknown }).name : '';
      return short(`${saidAs(name, SUMMARY_MOST)} · ${numberField(header, 'seq')}`);
    }
    case 'error':
    case 'refused':
      return short(`${of('code')} · ${of('text')}`);
    case 'ack':
    case 'read':
      return numberField(header, 'seq');
    case 'ping':
    case 'pong':
      return numberField(header, 't');
    case 'bye':
      return short(of('code'));
    default:
      return '';
  }
}

/** Takes what is shown of a whole frame over from its header. */
export function describe(frame: FrameItem, header: FrameHeader): void {
  frame.type = header.type.slice(0, TYPE_MOST);
  frame.summary = summaryOf(header);
  frame.key = textField(header, 'id').slice(0, SUMMARY_MOST) || undefined;
  frame.by = textField(header, 'from').slice(0, SUMMARY_MOST) || undefined;
  frame.seq = typeof header['seq'] === 'number' ? header['seq'] : undefined;
}

/** A line, or a datagram, of somebody without our protocol; in UTF-8, for the encoding is anybody's guess. */
export function lineSummary(bytes: Uint8Array): string {
  return short(utf8.decode(bytes.subarray(0, SUMMARY_MOST * 3)).replace(/[\r\n]+$/, ''));
}
