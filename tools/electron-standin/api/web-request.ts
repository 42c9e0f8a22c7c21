/** `webRequest`: the app may change the headers of an answer before the page sees them. */
import { failLoudly } from '../unanswered.ts';

type Headers = Record<string, string[]>;
type Listener = (
  details: object,
  callback: (answer: { responseHeaders?: Record<string, string | string[]> }) => void,
) => void;

/** @see https://www.electronjs.org/docs/latest/api/web-request */
export class WebRequest {
  private listener: Listener | null = null;

  onHeadersReceived(filterOrListener: object | Listener | null, listener?: Listener | null): void {
    this.listener = typeof filterOrListener === 'function' ? (filterOrListener as Listener) : (listener ?? null);
  }

  /** For the stand-in's own files: the headers after the app's listener saw them. */
  changeHeaders(url: string, statusCode: number, headers: Headers): Promise<Headers> {
    const { listener } = this;
    if (listener === null) return Promise.resolve(headers);
    return new Promise((resolve) => {
      listener({ url, statusCode, responseHeaders: headers, method: 'GET' }, ({ responseHeaders }) => {
        const changed = Object.entries(responseHeaders ?? headers).map(
          ([name, value]) => [name, [value].flat()] as const,
        );
        resolve(Object.fromEntries(changed));
      });
    });
  }
}
failLoudly(WebRequest);
