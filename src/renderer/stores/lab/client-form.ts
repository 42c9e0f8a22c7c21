import { formatAddress, parseAddress } from '../../../shared/address.ts';
import type { LabClientConfig } from '../../../shared/lab/lab-config.ts';
import { DEFAULT_PRACTICE_PORT } from '../../../shared/lab/lab-limits.ts';
import type { ClientForm } from '../../../shared/lab/lab-memory.ts';
import { readPort } from './server-form.ts';

export const NEW_CLIENT: ClientForm = {
  way: 'tcp',
  address: `127.0.0.1:${DEFAULT_PRACTICE_PORT}`,
  path: '',
  bind: '',
  port: '',
  noDelay: false,
};

export type ClientFormProblems = Partial<Record<'address' | 'path' | 'port', 'addressBad' | 'pathMissing' | 'portBad'>>;

/** As `host:port` or `[v6]:port`; without a port the lab's usual one is meant. */
function withPort(typed: string): string | undefined {
  const address = parseAddress(typed, DEFAULT_PRACTICE_PORT);
  return address.ok ? formatAddress(address.value) : undefined;
}

/** What the form comes to, or what is wrong with it, by field. */
export function readClientForm(
  form: ClientForm,
): { readonly config: LabClientConfig } | { readonly problems: ClientFormProblems } {
  if (form.way === 'path') {
    if (form.path.trim() === '') return { problems: { path: 'pathMissing' } };
    return { config: { transport: 'tcp', target: { kind: 'path', path: form.path.trim() } } };
  }
  const address = withPort(form.address);
  const port = readPort(form.port);
  if (address === undefined) return { problems: { address: 'addressBad' } };
  const target = { kind: 'address', address } as const;
  if (form.way === 'tcp') return { config: { transport: 'tcp', target, noDelay: form.noDelay } };
  if (port === undefined) return { problems: { port: 'portBad' } };
  return { config: { transport: 'udp', target, bind: form.bind, port } };
}
