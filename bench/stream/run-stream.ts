import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { LossyRelay } from '../../tests/support/network/lossy-relay.ts';

/** The reliable link, in clear and sealed; bare datagrams, of which some never come; one datagram at a time, each acked before the next. */
export type StreamKind = 'link' | 'sealed' | 'bare' | 'stop-and-wait';

/** A network between the two ends. */
export interface BadNetwork {
  readonly loss: number;
  readonly delayMs: number;
}

interface SinkMessage {
  readonly port?: number;
  readonly received?: number;
  readonly milliseconds?: number;
}

const file = (name: string) => fileURLToPath(new URL(name, import.meta.url));

/** Bytes a second that arrive at another process, of `bytes` that are sent there. */
export async function streamRate(kind: StreamKind, bytes: number, network?: BadNetwork): Promise<number> {
  const sink = fork(file('sink.ts'), [kind, String(bytes)]);
  const port = await new Promise<number>((resolve) => {
    sink.once('message', (message: SinkMessage) => resolve(message.port as number));
  });
  const relay = network && (await LossyRelay.open(port, network));
  const source = fork(file('source.ts'), [kind, String(relay?.port ?? port), String(bytes)]);
  const rate = await measured(sink, source, kind);
  relay?.close();
  source.kill();
  sink.kill();
  return rate;
}

function measured(sink: ChildProcess, source: ChildProcess, kind: StreamKind): Promise<number> {
  return new Promise((resolve, reject) => {
    sink.on('message', ({ received = 0, milliseconds = 0 }: SinkMessage) => resolve(received / (milliseconds / 1_000)));
    source.once('exit', (code) => {
      if (code !== 0) reject(new Error(`the source ended with ${code}`));
      // What is still in the system's buffer is read before the sink hears of the end.
      else if (kind === 'bare' && sink.connected) sink.send('report');
    });
  });
}
