import { expect, test } from 'vitest';
import { Defects } from '../../core/defects.ts';
import type { PracticePeer } from '../../core/practice/practice-peer.ts';
import { Journal } from './journal.ts';
import { PeerDriver } from './peer-driver.ts';
import { ProgramList } from './program-list.ts';

test('ends its own connection where its peer throws, and tells of it', () => {
  const told: string[] = [];
  const calls: string[] = [];
  const journal = new Journal({ connected: () => {}, chunk: () => {}, closed: () => {}, changed: () => {} });
  const peer: PracticePeer = {
    shows: 'chunks',
    wakeAt: undefined,
    opened: () => [],
    received: () => {
      throw new Error('a defect');
    },
    ended: () => [],
    answered: () => [],
    finished: () => [],
    woken: () => [],
  };
  const output = {
    send: () => true,
    end: () => calls.push('end'),
    sendFile: () => {},
    setReceiving: () => {},
  };
  const defects = new Defects((words) => told.push(words));
  const parts = { journal, programs: new ProgramList([]), defects };
  const driver = new PeerDriver(peer, journal.opened('127.0.0.1:5000'), output, parts);
  driver.opened();
  driver.received(Uint8Array.of(1));
  driver.received(Uint8Array.of(2));
  expect(calls).toEqual(['end']);
  expect(told).toEqual([expect.stringContaining('a defect')]);
});
