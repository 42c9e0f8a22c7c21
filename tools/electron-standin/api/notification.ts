/** `Notification`: kept instead of shown; tests emit `click`, `reply` and `close` on the recorded instance. */
import { randomUUID } from 'node:crypto';
import { EventEmitter } from 'node:events';
import { record } from '../recorder.ts';
import { failLoudly } from '../unanswered.ts';
import { makeEvent } from './event.ts';

/** What is kept of the options. */
interface NotificationOptions {
  readonly id?: string;
  readonly groupId?: string;
  readonly groupTitle?: string;
  readonly title?: string;
  readonly subtitle?: string;
  readonly body?: string;
  readonly silent?: boolean;
  readonly icon?: unknown;
  readonly hasReply?: boolean;
  readonly replyPlaceholder?: string;
  readonly timeoutType?: 'default' | 'never';
  readonly urgency?: 'normal' | 'critical' | 'low';
  readonly actions?: readonly object[];
}

/** @see https://www.electronjs.org/docs/latest/api/notification */
export class Notification extends EventEmitter {
  readonly id: string;
  readonly groupId: string;
  readonly groupTitle: string;
  title: string;
  subtitle: string;
  body: string;
  silent: boolean;
  hasReply: boolean;
  replyPlaceholder: string;
  timeoutType: 'default' | 'never';
  urgency: 'normal' | 'critical' | 'low';
  actions: readonly object[];
  private shown = false;

  constructor(options: NotificationOptions = {}) {
    super();
    // An empty id counts as none.
    this.id = options.id || randomUUID();
    this.groupId = options.groupId ?? '';
    this.groupTitle = options.groupTitle ?? '';
    this.title = options.title ?? '';
    this.subtitle = options.subtitle ?? '';
    this.body = options.body ?? '';
    this.silent = options.silent ?? false;
    this.hasReply = options.hasReply ?? false;
    this.replyPlaceholder = options.replyPlaceholder ?? '';
    this.timeoutType = options.timeoutType ?? 'default';
    this.urgency = options.urgency ?? 'normal';
    this.actions = options.actions ?? [];
  }
  static isSupported(): boolean {
    return true;
  }
  /** Shown again it is dismissed first. */
  show(): void {
    if (this.shown) this.close();
    const { id, title, body, silent, hasReply } = this;
    this.shown = true;
    record('Notification.show', { title, body, silent, id, hasReply }, this);
    this.emit('show', makeEvent());
  }
  close(): void {
    if (!this.shown) return;
    this.shown = false;
    record('Notification.close', { title: this.title, body: this.body, id: this.id });
    this.emit('close', makeEvent());
  }
}
failLoudly(Notification);
