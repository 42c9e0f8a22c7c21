import type { LabEncoding, LabServerConfig } from '../../../../shared/lab/lab-config.ts';
import type { Transport } from '../../../../shared/models.ts';
import type { RecipeName } from './recipe-names.ts';

/** What a recipe's server is; it listens on this computer alone. */
export type RecipeServer = Pick<LabServerConfig, 'habit' | 'transport'> &
  Partial<Omit<LabServerConfig, 'bind' | 'port'>>;

/** One thing that a recipe does for all to see. `who` is a client of the recipe: 1, 2, 3 … */
export type RecipeStep =
  | { readonly do: 'serve'; readonly server: RecipeServer }
  | { readonly do: 'connect'; readonly who: number }
  /** Nobody accepts and the queue is full: the client is left waiting. */
  | { readonly do: 'connectInVain'; readonly who: number }
  /** Each text is a send of its own, all in one turn. */
  | { readonly do: 'send'; readonly who: number; readonly texts: readonly string[]; readonly encoding?: LabEncoding }
  | { readonly do: 'end'; readonly who: number; readonly how: 'close' | 'reset' }
  /** A second server on the same port, which the system refuses. */
  | { readonly do: 'serveTwice' }
  | { readonly do: 'restart' }
  /** The same server again, with another buffer for its `recv`. */
  | { readonly do: 'recvSize'; readonly bytes: number }
  | { readonly do: 'reading'; readonly reading: boolean }
  /** Sends until the system takes no more. */
  | { readonly do: 'fill'; readonly who: number }
  /** Numbered datagrams, `count` of them. */
  | { readonly do: 'number'; readonly who: number; readonly count: number }
  /** Part of the server's arriving datagrams is dropped from now on: 0 … 1. */
  | { readonly do: 'lose'; readonly share: number };

const PIECES = ['hello', 'big', 'pig'];
/** The same three, each behind its length as `struct.pack('<i', n)` writes it. */
const FRAMED = ['05 00 00 00 68 65 6c 6c 6f', '03 00 00 00 62 69 67', '03 00 00 00 70 69 67'];

const connect = (who: number): RecipeStep => ({ do: 'connect', who });
const send = (who: number, ...texts: readonly string[]): RecipeStep => ({ do: 'send', who, texts });
const serve = (habit: LabServerConfig['habit'], more: Partial<RecipeServer> = {}): RecipeStep => ({
  do: 'serve',
  server: { habit, transport: 'tcp', ...more },
});

/** What each recipe does, in order. */
export const RECIPE_STEPS: Readonly<Record<RecipeName, readonly RecipeStep[]>> = {
  'one-shot-greeting': [serve('greet'), connect(1), send(1, 'hello')],
  'taking-turns': [serve('prefix'), connect(1), send(1, 'zaima'), send(1, 'chi le ma'), send(1, '拜拜')],
  echo: [
    serve('echo'),
    connect(1),
    send(1, 'hello'),
    send(1, '你好'),
    { do: 'send', who: 1, texts: ['00 01 7f ff'], encoding: 'hex' },
  ],
  upper: [serve('upper'), connect(1), connect(2), send(1, 'hello from one'), send(2, 'und zwei: grüße, 你好')],
  'sticky-packets': [
    serve('sticky', { recvSize: 1_024 }),
    connect(1),
    send(1, ...PIECES),
    { do: 'recvSize', bytes: 4 },
    connect(2),
    send(2, ...PIECES),
  ],
  'length-header': [
    serve('sticky', { recvSize: 1_024 }),
    connect(1),
    { do: 'send', who: 1, texts: FRAMED, encoding: 'hex' },
    { do: 'recvSize', bytes: 6 },
    connect(2),
    { do: 'send', who: 2, texts: FRAMED, encoding: 'hex' },
  ],
  'address-in-use': [
    serve('echo'),
    connect(1),
    send(1, 'hello'),
    { do: 'serveTwice' },
    { do: 'restart' },
    connect(2),
    send(2, 'hello again'),
  ],
  backlog: [
    serve('log', { accepts: false, backlog: 1 }),
    connect(1),
    send(1, 'is anybody there?'),
    connect(2),
    { do: 'connectInVain', who: 3 },
    { do: 'connectInVain', who: 4 },
  ],
  'client-crash': [
    serve('echo'),
    connect(1),
    send(1, 'I say goodbye'),
    { do: 'end', who: 1, how: 'close' },
    connect(2),
    send(2, 'I crash'),
    { do: 'end', who: 2, how: 'reset' },
  ],
  'send-sendall': [
    serve('log'),
    connect(1),
    { do: 'reading', reading: false },
    { do: 'fill', who: 1 },
    { do: 'reading', reading: true },
  ],
  'udp-boundaries': [serve('prefix', { transport: 'udp' }), connect(1), send(1, ...PIECES)],
  'empty-datagram': [serve('hello', { transport: 'udp' }), connect(1), send(1, ''), send(1, 'still there?')],
  'udp-loss': [
    serve('log', { transport: 'udp' }),
    connect(1),
    { do: 'lose', share: 0.3 },
    { do: 'number', who: 1, count: 20 },
    { do: 'lose', share: 0 },
  ],
  'many-udp-clients': [
    serve('upper', { transport: 'udp' }),
    connect(1),
    connect(2),
    connect(3),
    send(1, 'one'),
    send(2, 'two'),
    send(3, 'three'),
    send(1, 'one again'),
  ],
};

/** What a recipe is about, for the gallery and the form of its sockets. */
export function transportOf(recipe: RecipeName): Transport {
  const [first] = RECIPE_STEPS[recipe];
  return first?.do === 'serve' ? first.server.transport : 'tcp';
}
