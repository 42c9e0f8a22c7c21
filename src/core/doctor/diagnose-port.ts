import type { Finding, PortState } from '../../shared/doctor/models.ts';
import { finding } from './finding.ts';

/** What a port's states over TCP and UDP, IPv4 and IPv6, mean to somebody who wants to host there. */
export function diagnosePort(port: number, states: readonly PortState[]): readonly Finding[] {
  const there = states.filter(({ use }) => use !== 'unsupported');
  const having = (wanted: PortState['use']) => there.filter(({ use }) => use === wanted);
  if (having('forbidden').length > 0) return [finding('port_forbidden', { port })];
  const taken = having('taken');
  const ours = having('ours').length > 0 ? [finding('port_ours', { port })] : [];
  if (taken.length === 0) return ours.length > 0 ? ours : [finding('port_free', { port })];
  const all = taken.length === there.length;
  return [...ours, finding(all ? 'port_taken' : 'port_partly_taken', { port, taken: taken.map(nameOf).join(', ') })];
}

function nameOf({ transport, family }: PortState): string {
  return `${transport.toUpperCase()} ${family}`;
}
