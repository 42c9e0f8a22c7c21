/**
 * Chromium cannot be given a new scheme over the DevTools protocol, so an app's own standard scheme is mapped onto a
 * reserved https origin whose requests are intercepted: `app://bundle/a` ↔ `https://bundle.app.electron-standin.invalid/a`.
 * That keeps what matters about a standard, secure scheme: an origin of its own, `'self'`, modules, fetch, fonts.
 * `.invalid` never resolves (RFC 2606), so nothing can leave the machine by it.
 */

const DOMAIN = 'electron-standin.invalid';

/** Matches every request to a mapped origin, for `Fetch.enable`. */
export const OWN_ORIGINS_PATTERN = `https://*.${DOMAIN}/*`;

/** An address as Chromium gets it. */
export function toChromium(url: string): string {
  const match = /^([a-z][a-z0-9-]*):\/\/([^/?#:]+)(?::\d+)?(.*)$/is.exec(url);
  const scheme = match?.[1]?.toLowerCase();
  if (match === null || scheme === undefined || !ownSchemes.has(scheme)) return url;
  return `https://${match[2]?.toLowerCase()}.${scheme}.${DOMAIN}${match[3]}`;
}

/** An address as the app knows it. */
export function fromChromium(url: string): string {
  const match = new RegExp(`^https://([^/?#]+)\\.([a-z0-9-]+)\\.${DOMAIN.replace('.', '\\.')}(.*)$`, 's').exec(url);
  return match === null ? url : `${match[2]}://${match[1]}${match[3]}`;
}

/** A content security policy in which the app's own scheme means the mapped origins. */
export function policyForChromium(policy: string): string {
  return policy
    .split(/(\s+|;)/)
    .map((word) => {
      const scheme = /^([a-z][a-z0-9-]*):$/i.exec(word)?.[1]?.toLowerCase();
      return scheme !== undefined && ownSchemes.has(scheme) ? `https://*.${scheme}.${DOMAIN}` : toChromium(word);
    })
    .join('');
}

/** The origin of an address as the app knows it: `scheme://host` also for own schemes, for which `URL` says `null`. */
export function originOf(url: string): string {
  const match = /^([a-z][a-z0-9-]*):\/\/([^/?#]*)/i.exec(url);
  if (match !== null && ownSchemes.has(match[1]?.toLowerCase() ?? '')) return match[0].toLowerCase();
  return URL.canParse(url) ? new URL(url).origin : 'null';
}

/** Schemes registered as standard, in lower case. */
export const ownSchemes = new Set<string>();
