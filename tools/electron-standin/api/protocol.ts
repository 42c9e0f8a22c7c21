/** `protocol`: own schemes, whose requests the app answers itself. */
import { ownSchemes } from '../chromium/own-schemes.ts';
import { failLoudlyObject } from '../unanswered.ts';

/** Answers one request of an own scheme. */
export type SchemeHandler = (request: Request) => Response | Promise<Response>;

interface CustomScheme {
  readonly scheme: string;
  readonly privileges?: { readonly standard?: boolean; readonly secure?: boolean };
}

const handlers = new Map<string, SchemeHandler>();

/** For the stand-in's own files. */
export function handlerOfScheme(scheme: string): SchemeHandler | undefined {
  return handlers.get(scheme);
}

/** @see https://www.electronjs.org/docs/latest/api/protocol */
export const protocol = failLoudlyObject(
  {
    registerSchemesAsPrivileged(schemes: readonly CustomScheme[]): void {
      for (const { scheme, privileges } of schemes) {
        if (privileges?.standard === true && privileges.secure === true) ownSchemes.add(scheme.toLowerCase());
        else throw new Error(`electron-standin answers own schemes only when standard and secure: ${scheme}`);
      }
    },
    handle(scheme: string, handler: SchemeHandler): void {
      if (!ownSchemes.has(scheme.toLowerCase())) {
        throw new Error(`electron-standin answers protocol.handle for privileged schemes only: ${scheme}`);
      }
      if (handlers.has(scheme)) throw new Error(`Failed to register protocol: ${scheme}`);
      handlers.set(scheme, handler);
    },
    unhandle(scheme: string): void {
      if (!handlers.delete(scheme)) throw new Error(`Failed to unhandle protocol: ${scheme}`);
    },
    isProtocolHandled(scheme: string): boolean {
      return handlers.has(scheme) || ['http', 'https', 'file', 'data', 'about', 'blob'].includes(scheme);
    },
  },
  'Protocol',
  'protocol',
);
