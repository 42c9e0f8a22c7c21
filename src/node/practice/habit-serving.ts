import { type Result, success } from '../../shared/error-codes.ts';
import type { Impairment } from '../../shared/impairment/impairment.ts';
import type { ConnectionRecord } from './connection-record.ts';
import type { PeerDriver } from './peer-driver.ts';
import { NO_CONNECTION, type Reader, type Serving, type ServingParts } from './serving.ts';

/** Somebody who is served: a connection, or an address that sends datagrams. */
export interface Served {
  readonly record: ConnectionRecord;
  readonly driver: PeerDriver;
}

/** What serving a habit is, whatever carries the bytes. `socket` is what listens, there before anybody is served. */
export abstract class HabitServing<
  Socket extends { readonly address: string; readonly port: number },
  One extends Served,
> implements Serving
{
  socket!: Socket;
  protected readonly parts: ServingParts;

  constructor(parts: ServingParts) {
    this.parts = parts;
  }

  get address(): string {
    return this.socket.address;
  }

  get port(): number {
    return this.socket.port;
  }

  answer(id: number, bytes: Uint8Array): Result<undefined> {
    const one = this.find(id);
    if (!one || !this.isOpen(one)) return NO_CONNECTION;
    one.driver.answered(bytes);
    return success(undefined);
  }

  closeConnection(id: number, how: 'end' | 'reset'): Result<undefined> {
    const one = this.find(id);
    if (!one) return NO_CONNECTION;
    this.end(one, how);
    return success(undefined);
  }

  abstract setReading(by: Reader, on: boolean): void;
  abstract impair(impairment: Impairment | undefined): void;
  abstract stop(): Promise<void>;

  /** By the number that its record has. */
  protected abstract find(id: number): One | undefined;
  /** Whether something can still be said to it. */
  protected abstract isOpen(one: One): boolean;
  protected abstract end(one: One, how: 'end' | 'reset'): void;
}
