/** What the first bytes of a peer say of it: a web page's request, perhaps one, or none. */
export type WebVerdict = 'request' | 'open' | 'none';

/** Bytes by which a request is known. What is longer without being known for one is open no longer. */
export const REQUEST_BYTES = 1_024;

/** The methods of RFC 9110 (section 9) and RFC 5789, and the first word of HTTP/2's preface (RFC 9113, section 3.4). */
const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'OPTIONS', 'PATCH', 'TRACE', 'CONNECT', 'PRI'];
/** What follows such a word nowhere but in a request: a path, a whole address, `*`, or a host with a port. */
const KNOWN = new RegExp(`^(?:${METHODS.join('|')}) (?:/|\\*|https?:|[\\w.\\-[\\]:]+:\\d)`);
const KNOWN_BEGUN = new RegExp(`^(?:${METHODS.join('|')}) [^\\s/]*$`);
/** A whole request line (RFC 9112, section 3): a page of the room's own address can name any method, in any case. */
const REQUEST_LINE = /^[!-~]+ (?:\/|\*|https?:)\S* HTTP\/\d/i;
/** Its beginning, with a path that may have no end for long. */
const REQUEST_LINE_BEGUN = /^[!-~]+ (?:\/|\*|https?:)\S*(?: (?:H(?:T(?:T(?:P\/?)?)?)?)?)?$/i;
const LINE_END = /[\r\n\0]/;

/**
 * Tells whether a peer is a browser, by the first bytes of text that came from it: any web page could make one talk
 * in the room.
 * @param start the first bytes as characters, up to {@link REQUEST_BYTES} of them
 * @returns open while more bytes could make it a request, and what came must not be taken for a message yet
 */
export function webVerdict(start: string): WebVerdict {
  if (KNOWN.test(start)) return 'request';
  const end = start.search(LINE_END);
  if (end !== -1) return REQUEST_LINE.test(start.slice(0, end)) ? 'request' : 'none';
  if (REQUEST_LINE.test(start)) return 'request';
  // No path of a file or command that anybody would say is as long.
  if (start.length >= REQUEST_BYTES) return REQUEST_LINE_BEGUN.test(start) ? 'request' : 'none';
  const isBegun = METHODS.some((method) => method.startsWith(start)) || KNOWN_BEGUN.test(start);
  return start !== '' && (isBegun || REQUEST_LINE_BEGUN.test(start)) ? 'open' : 'none';
}

/** Listens for a request until the first message of a peer is whole. */
export class WebWatch {
  #start = '';

  /** Takes text that came, in any encoding: what makes a request is ASCII. */
  hears(text: Uint8Array): WebVerdict {
    const more = String.fromCharCode(...text.subarray(0, REQUEST_BYTES - this.#start.length));
    // Empty lines may stand before a request (RFC 9112, section 2.2).
    this.#start = (this.#start + more).replace(/^[\r\n\0]+/, '');
    return webVerdict(this.#start);
  }
}
