import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const file = (name: string) => fileURLToPath(new URL(name, import.meta.url));

/** Bytes a second that arrive at another process, of `bytes` that are sent there. */
export function streamRate(
  kind: 'link' | 'bare',
  bytes: number,
  through?: (port: number) => Promise<number>,
): Promise<number> {
  return new Promise((resolve, reject) => {
    const sink = fork(file('sink.ts'), [kind, String(bytes)]);
    sink.on('message', (message: { port?: number; received?: number; milliseconds?: number }) => {
      if (message.port !== undefined) {
        void start(message.port);
        return;
      }
      resolve((message.received as number) / ((message.milliseconds as number) / 1_000));
      sink.kill();
    });
    const start = async (port: number) => {
      const source = fork(file('source.ts'), [kind, String(through ? await through(port) : port), String(bytes)]);
      source.once('exit', (code) => {
        if (code !== 0) reject(new Error(`the source ended with ${code}`));
        else if (kind === 'bare') setTimeout(() => sink.connected && sink.send('report'), 500);
      });
    };
  });
}
