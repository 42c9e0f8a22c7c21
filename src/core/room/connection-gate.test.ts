import { expect, it } from 'vitest';
import { DEFAULT_LIMITS } from '../../shared/limits.ts';
import { type Connection, ConnectionGate } from './connection-gate.ts';

const FLOOD = '192.0.2.1';
/** Of 5,000 connections in ten seconds. */
const EVERY_MS = 2;

/** So many knock, one after the other. @returns those who were let in */
function knock(gate: ConnectionGate, count: number, from = 0, address: (index: number) => string = () => FLOOD) {
  const letIn: Connection[] = [];
  for (let index = 0; index < count; index += 1) {
    const now = from + index * EVERY_MS;
    if (gate.admits(address(index), now)) letIn.push(gate.enter(address(index), now));
  }
  return letIn;
}

it('lets in a thousand who come within eight seconds or at once from one address, and speak', () => {
  const slowly = new ConnectionGate(DEFAULT_LIMITS, 0);
  for (let index = 0; index < 1_000; index += 1) {
    expect(slowly.admits(FLOOD, index * 8)).toBe(true);
    slowly.enter(FLOOD, index * 8).spoke();
  }
  const atOnce = new ConnectionGate(DEFAULT_LIMITS, 0);
  const all = Array.from({ length: 1_000 }, () => atOnce.admits(FLOOD, 0) && atOnce.enter(FLOOD, 0));
  expect(all).not.toContain(false);
});

it('lets in a class behind one address whose scripts all say nothing', () => {
  const gate = new ConnectionGate(DEFAULT_LIMITS, 0);
  expect(knock(gate, 40)).toHaveLength(40);
  expect(gate.admits(FLOOD, 60_000)).toBe(true);
});

it('lets in few of those that are opened by the thousand and left, however they are left', () => {
  const silent = knock(new ConnectionGate(DEFAULT_LIMITS, 0), 5_000);
  expect(silent.length).toBeLessThan(500);
  const gate = new ConnectionGate(DEFAULT_LIMITS, 0);
  let letIn = 0;
  for (let now = 0; now < 10_000; now += EVERY_MS) {
    if (!gate.admits(FLOOD, now)) continue;
    letIn += 1;
    gate.enter(FLOOD, now).closed(now);
  }
  expect(letIn).toBeLessThan(250);
});

it('lets in everybody else meanwhile, and the address itself soon afterwards', () => {
  const gate = new ConnectionGate(DEFAULT_LIMITS, 0);
  knock(gate, 5_000);
  expect(gate.admits(FLOOD, 10_000)).toBe(false);
  expect(gate.admits('192.0.2.2', 10_000)).toBe(true);
  expect(gate.admits(FLOOD, 12_000)).toBe(true);
});

it('counts the addresses of a /64 as one', () => {
  const gate = new ConnectionGate(DEFAULT_LIMITS, 0);
  const letIn = knock(gate, 5_000, 0, (index) => `2001:db8::${index.toString(16)}`);
  expect(letIn.length).toBeLessThan(500);
  expect(gate.remembered).toBe(1);
});

it('bounds those of one address and of all also where each says something', () => {
  const limits = { ...DEFAULT_LIMITS, connectionsPerAddress: 3, connections: 5 };
  const gate = new ConnectionGate(limits, 0);
  const letIn = (address: string) => gate.admits(address, 0);
  expect([1, 2, 3, 4].map(() => letIn('a'))).toEqual([true, true, true, false]);
  expect([1, 2, 3].map(() => letIn('b'))).toEqual([true, true, false]);
});

it('remembers so many origins and no more, and those that were quiet make way', () => {
  const gate = new ConnectionGate({ ...DEFAULT_LIMITS, connections: 1_000_000 }, 0);
  for (let index = 0; index < 10_000; index += 1) gate.admits(`10.0.${index >> 8}.${index & 255}`, 0);
  expect(gate.remembered).toBe(4_096);
  gate.admits('10.200.0.1', 60_000);
  expect(gate.remembered).toBe(1);
});
