import { describe, expect, it } from 'vitest';
import { DistinctNames, distinctNames } from './distinct-names.ts';

describe('a list', () => {
  it('tells equal nicknames apart in the order given, whatever their case', () => {
    const members = [
      { id: '1', nick: 'Ada' },
      { id: '2', nick: 'ada' },
      { id: '3', nick: 'Bob' },
      { id: '4', nick: 'Ada' },
    ];
    expect([...distinctNames(members)]).toEqual([
      ['1', 'Ada'],
      ['2', 'ada (2)'],
      ['3', 'Bob'],
      ['4', 'Ada (3)'],
    ]);
  });

  it('tells those apart that only look the same', () => {
    expect([
      ...distinctNames([
        { id: '1', nick: 'Ada' },
        { id: '2', nick: 'Аda' },
      ]).values(),
    ]).toEqual(['Ada', 'Аda (2)']);
  });
});

describe('who comes and goes', () => {
  it('keeps its number while it is here and called so, and then it is free', () => {
    const names = new DistinctNames();
    names.enter({ id: '1', nick: 'Ada' });
    expect(names.enter({ id: '2', nick: 'ADA' })).toBe('ADA (2)');
    names.leave('1');
    expect([names.of('1'), names.of('2')]).toEqual([undefined, 'ADA (2)']);
    expect(names.enter({ id: '3', nick: 'Ada' })).toBe('Ada');
    expect(names.enter({ id: '2', nick: 'Bob' })).toBe('Bob');
    expect(names.enter({ id: '4', nick: 'ada' })).toBe('ada (2)');
    names.leave('5');
  });

  it('is shown as it was called when it spoke', () => {
    const names = new DistinctNames();
    names.enter({ id: '1', nick: 'Ada' });
    names.enter({ id: '2', nick: 'Ada' });
    expect(names.nameOf({ id: '2', nick: 'Ada' })).toBe('Ada (2)');
    expect(names.nameOf({ id: '2', nick: 'Eve' })).toBe('Eve');
    names.clear();
    expect(names.nameOf({ id: '2', nick: 'Ada' })).toBe('Ada');
  });
});
