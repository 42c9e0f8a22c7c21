/** `session`: permissions, and what the app wants to see of requests. */
import { EventEmitter } from 'node:events';
import { failLoudly, failLoudlyObject, unanswered } from '../unanswered.ts';
import { app } from './app.ts';
import { protocol } from './protocol.ts';
import { WebRequest } from './web-request.ts';

type RequestHandler = (
  contents: object,
  permission: string,
  callback: (granted: boolean) => void,
  details: object,
) => void;
type CheckHandler = (contents: object | null, permission: string, origin: string, details: object) => boolean;

/** @see https://www.electronjs.org/docs/latest/api/session */
export class Session extends EventEmitter {
  readonly protocol = protocol;
  readonly webRequest = new WebRequest();
  /** For the stand-in's own files. */
  requestHandler: RequestHandler | null = null;
  /** For the stand-in's own files. */
  checkHandler: CheckHandler | null = null;

  setPermissionRequestHandler(handler: RequestHandler | null): void {
    this.requestHandler = handler;
  }
  setPermissionCheckHandler(handler: CheckHandler | null): void {
    this.checkHandler = handler;
  }
  setDevicePermissionHandler(): void {}
  setSpellCheckerEnabled(_enabled: boolean): void {}
  setSpellCheckerLanguages(_languages: readonly string[]): void {}
  isPersistent(): boolean {
    return false;
  }
  getUserAgent(): string {
    return app.userAgentFallback;
  }
  clearCache(): Promise<void> {
    return Promise.resolve();
  }
}
failLoudly(Session, 'Session', 'session');

/** The one session: every window uses it. */
export const defaultSession = new Session();

/** The `session` module. */
export const session = failLoudlyObject(
  {
    get defaultSession(): Session {
      if (!app.isReady()) throw new Error('Session can only be received when app is ready');
      return defaultSession;
    },
    fromPartition(partition: string): Session {
      throw unanswered(`session.fromPartition('${partition}')`);
    },
  },
  'Session',
  'session',
);
