/**
 * Every request that Chromium pauses for us: those to own schemes are answered by the app, and navigations are shown to
 * the app first, which may forbid them.
 */
import type { CdpConnection, CdpData } from './cdp.ts';
import { fromChromium, OWN_ORIGINS_PATTERN, policyForChromium } from './own-schemes.ts';

/** What the app decides. */
export interface RequestPort {
  /** Whether a document may load in a frame. */
  allowNavigation(frameId: string, url: string): boolean;
  /** Answers a request of an own scheme; undefined when nobody handles that scheme. */
  answer(request: Request): Promise<Response | undefined>;
  /** Lets the app change headers. */
  changeHeaders(url: string, status: number, headers: Record<string, string[]>): Promise<Record<string, string[]>>;
}

/** Starts to route; from here on no own-scheme request reaches the network. */
export async function routeRequests(connection: CdpConnection, port: RequestPort): Promise<void> {
  connection.browser.on('Fetch.requestPaused', (paused: CdpData) => void route(connection, port, paused));
  await connection.browser.send('Fetch.enable', {
    patterns: [{ urlPattern: OWN_ORIGINS_PATTERN }, { urlPattern: '*', resourceType: 'Document' }],
  });
}

async function route({ browser }: CdpConnection, port: RequestPort, paused: CdpData): Promise<void> {
  const { requestId, frameId, request, resourceType } = paused;
  const url = fromChromium(request.url);
  const fail = (errorReason: string): void => browser.tell('Fetch.failRequest', { requestId, errorReason });
  if (resourceType === 'Document' && !port.allowNavigation(frameId, url)) return fail('Aborted');
  if (url === request.url) return browser.tell('Fetch.continueRequest', { requestId });
  // Electron asks for no icon of its own accord, and so no handler expects the request.
  if (resourceType === 'Other' && new URL(request.url).pathname === '/favicon.ico') return fail('Aborted');
  try {
    const response = await port.answer(requestOf(url, request));
    if (response === undefined) return fail('Failed');
    browser.tell('Fetch.fulfillRequest', await fulfilment(requestId, url, response, port));
  } catch (error) {
    console.error(`Error occurred in the handler of ${url}:`, error);
    fail('Failed');
  }
}

function requestOf(url: string, request: CdpData): Request {
  const { method, headers, postDataEntries = [] } = request;
  const body = Buffer.concat(postDataEntries.map(({ bytes = '' }: CdpData) => Buffer.from(bytes, 'base64')));
  const kept = Object.entries(headers as Record<string, string>).map(
    ([name, value]) => [name, /^(origin|referer)$/i.test(name) ? fromChromium(value) : value] as [string, string],
  );
  return new Request(url, { method, headers: kept, ...(body.length > 0 ? { body } : {}) });
}

async function fulfilment(requestId: string, url: string, response: Response, port: RequestPort): Promise<object> {
  const given: Record<string, string[]> = {};
  for (const [name, value] of response.headers) given[name] = [...(given[name] ?? []), value];
  const headers = await port.changeHeaders(url, response.status, given);
  return {
    requestId,
    responseCode: response.status,
    responseHeaders: Object.entries(headers).flatMap(([name, values]) =>
      values.map((value) => ({
        name,
        value: /^content-security-policy/i.test(name) ? policyForChromium(value) : value,
      })),
    ),
    body: Buffer.from(await response.arrayBuffer()).toString('base64'),
  };
}
