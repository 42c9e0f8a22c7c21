import { basename } from 'node:path';
import type { UploadOffer } from '../../core/transfer/upload.ts';
import type { Problem } from '../../shared/error-codes.ts';
import type { TransferCard } from './transfer-card.ts';
import type { JobParts, TransferJob } from './transfer-job.ts';

/** How every transfer ends: what it holds is let go, and then its card says what it came to. */
export abstract class TransferWork implements TransferJob {
  readonly card: TransferCard;
  protected readonly parts: JobParts;

  constructor(card: TransferCard, parts: JobParts) {
    this.card = card;
    this.parts = parts;
  }

  abstract start(): void;
  abstract pause(): void;

  cancel(): void {
    this.end();
    this.discard();
    this.card.set('cancelled');
  }

  close(): void {
    this.end();
    this.card.silence();
  }

  /** Lets go of everything that is under way; it may begin anew. */
  protected abstract end(): void;

  /** Takes away what is on this disk of something that never became whole. */
  protected discard(): void {}

  protected fail(problem: Problem): void {
    this.end();
    this.card.set('failed', problem);
  }

  /** What the host is told of what is sent. */
  protected offer(): UploadOffer {
    const { facts, name } = this.card;
    return { id: facts.id, ...this.parts.from(), filename: name, media: facts.type };
  }

  /** What is received is whole and lies there. */
  protected arrived(path: string): void {
    this.card.path = path;
    this.card.name = basename(path);
    this.card.set('done');
  }
}
