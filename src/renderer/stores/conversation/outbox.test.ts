import { describe, expect, it } from 'vitest';
import type { OutboxItem } from '../../../shared/models.ts';
import { EMPTY_OUTBOX, outboxChanged, outboxPruned, pendingItems, SETTLE_MS } from './outbox.ts';
import { messageKey } from './rows.ts';

const NOW = 1_000_000;
const NONE: ReadonlySet<string> = new Set();

function item(id: string, state: OutboxItem['state'] = 'waiting'): OutboxItem {
  return { id, text: id, at: NOW, state };
}

function ids(items: readonly OutboxItem[]): string[] {
  return items.map(({ id }) => id);
}

describe('the outbox beside the conversation', () => {
  it('shows what waits and what failed', () => {
    const outbox = outboxChanged(EMPTY_OUTBOX, [item('a'), item('b', 'failed')], NOW);
    expect(ids(pendingItems(outbox, 'ada', NONE))).toEqual(['a', 'b']);
  });

  it('hides an item whose event came first', () => {
    const outbox = outboxChanged(EMPTY_OUTBOX, [item('a'), item('b')], NOW);
    expect(ids(pendingItems(outbox, 'ada', new Set([messageKey('ada', 'a')])))).toEqual(['b']);
  });

  it('is not fooled by another member’s message with the same id', () => {
    const outbox = outboxChanged(EMPTY_OUTBOX, [item('a')], NOW);
    expect(ids(pendingItems(outbox, 'ada', new Set([messageKey('ben', 'a')])))).toEqual(['a']);
  });

  it('keeps an accepted item in sight until its event comes', () => {
    const sent = outboxChanged(EMPTY_OUTBOX, [item('a'), item('b')], NOW);
    const accepted = outboxChanged(sent, [item('b')], NOW);
    expect(ids(pendingItems(accepted, 'ada', NONE))).toEqual(['a', 'b']);
    expect(ids(pendingItems(accepted, 'ada', new Set([messageKey('ada', 'a')])))).toEqual(['b']);
  });

  it('drops a failed item at once when it was discarded', () => {
    const failed = outboxChanged(EMPTY_OUTBOX, [item('a', 'failed')], NOW);
    expect(pendingItems(outboxChanged(failed, [], NOW), 'ada', NONE)).toEqual([]);
  });

  it('does not show an item twice that comes back after it was gone', () => {
    const gone = outboxChanged(outboxChanged(EMPTY_OUTBOX, [item('a')], NOW), [], NOW);
    expect(ids(pendingItems(outboxChanged(gone, [item('a')], NOW), 'ada', NONE))).toEqual(['a']);
  });

  it('gives up an accepted item whose event never comes', () => {
    const gone = outboxChanged(outboxChanged(EMPTY_OUTBOX, [item('a')], NOW), [], NOW);
    expect(ids(pendingItems(outboxPruned(gone, NOW + SETTLE_MS - 1), 'ada', NONE))).toEqual(['a']);
    expect(pendingItems(outboxPruned(gone, NOW + SETTLE_MS), 'ada', NONE)).toEqual([]);
  });

  it('stays the same object when there is nothing to give up', () => {
    expect(outboxPruned(EMPTY_OUTBOX, NOW)).toBe(EMPTY_OUTBOX);
  });
});
