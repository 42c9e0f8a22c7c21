import { expect, it } from 'vitest';
import type { PrivateMessage } from '../../../shared/sealed/private-models.ts';
import type { SealedContent } from '../../../shared/sealed/sealed-models.ts';
import { rowsOf, withMessages } from './talk.ts';

const [ADA, BEN] = ['a'.repeat(64), 'b'.repeat(64)] as const;

function message(seq: number, content: SealedContent | undefined, key: string = ADA): PrivateMessage {
  const about = { conversation: BEN, seq, at: seq * 1_000, id: `m${seq}`, key, nick: 'Ada', isOwn: key === BEN };
  return { ...about, content, problem: content ? undefined : 'unopened', late: undefined };
}
const text = (words: string): SealedContent => ({ kind: 'text', text: words });
const reacts = (emoji: string, isTaken = false): SealedContent => ({
  ...{ kind: 'reaction', to: { key: ADA, id: 'm1' }, emoji, isTaken },
});

it('keeps messages in order and each once, whenever they came', () => {
  const [one, two, three] = [1, 2, 3].map((seq) => message(seq, text(String(seq)))) as [
    PrivateMessage,
    PrivateMessage,
    PrivateMessage,
  ];
  const later = withMessages([two], [three]);
  expect(withMessages(later, [one, two]).map(({ seq }) => seq)).toEqual([1, 2, 3]);
  expect(withMessages(later, [two])).toBe(later);
});

it('draws reactions under what they are for, until they are taken back, and groups what one says in a minute', () => {
  const rows = rowsOf([
    message(1, text('one')),
    message(2, reacts('👍'), BEN),
    message(3, reacts('🎉'), BEN),
    message(4, reacts('👍')),
    message(5, reacts('🎉', true), BEN),
    message(6, text('two')),
    message(7, text('three'), BEN),
    message(8, undefined, BEN),
  ]);
  expect(rows.map(({ message: { seq }, startsGroup }) => [seq, startsGroup])).toEqual([
    [1, true],
    [6, false],
    [7, true],
    [8, true],
  ]);
  expect(rows[0]?.reactions).toEqual([{ emoji: '👍', by: [BEN, ADA] }]);
});

it('shows a reaction under another’s name for what it is', () => {
  const forged = { ...message(2, reacts('👍')), problem: 'other_card' as const };
  expect(rowsOf([message(1, text('one')), forged])).toHaveLength(2);
});
