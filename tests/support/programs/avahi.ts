import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Computer } from '../network/network-lab.ts';
import { atEnd, temporaryFolder } from '../releases.ts';
import { until } from '../until.ts';
import { findAvahi } from './programs.ts';

/** A system's bus on which everybody may do everything. */
const BUS = (socket: string) => `<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>system</type>
  <listen>unix:path=${socket}</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow user="*"/> <allow own="*"/> <allow send_type="method_call"/> <allow send_type="signal"/>
    <allow send_type="method_return"/> <allow send_type="error"/> <allow receive_type="method_call"/>
    <allow receive_type="method_return"/> <allow receive_type="error"/> <allow receive_type="signal"/>
  </policy>
</busconfig>`;
const SETTINGS = `[server]
host-name=foreign
[publish]
publish-hinfo=no
publish-workstation=no
`;

/** Debian's service discovery on one computer of a lab, with a bus and a /run of its own. */
export class Avahi {
  readonly #computer: Computer;
  readonly #environment: Readonly<Record<string, string | undefined>>;

  private constructor(computer: Computer, socket: string) {
    this.#computer = computer;
    this.#environment = { ...process.env, DBUS_SYSTEM_BUS_ADDRESS: `unix:path=${socket}` };
  }

  static async start(computer: Computer): Promise<Avahi> {
    const folder = temporaryFolder();
    const [bus, settings, socket] = ['bus.conf', 'avahi.conf', 'bus'].map((name) => join(folder, name)) as [
      string,
      string,
      string,
    ];
    writeFileSync(bus, BUS(socket));
    writeFileSync(settings, SETTINGS);
    const avahi = new Avahi(computer, socket);
    const script = [
      'mount -t tmpfs none /run && mkdir /run/avahi-daemon',
      // It tells its address once it listens; its socket is there a moment before.
      `dbus-daemon --config-file=${bus} --nofork --nopidfile --print-address >${socket}.address & bus=$!`,
      'trap "kill $bus" EXIT',
      `while ! [ -s ${socket}.address ]; do sleep 0.02; done`,
      `${findAvahi()} -f ${settings} --no-drop-root --no-chroot --no-rlimits & avahi=$!`,
      'trap "kill $avahi $bus" EXIT TERM INT',
      'wait $avahi',
    ].join('\n');
    const said = avahi.#spawn(['unshare', '--mount', 'sh', '-c', script]);
    await until(
      () => said().includes('Server startup complete'),
      () => `avahi-daemon is there; it said ${said()}`,
    );
    return avahi;
  }

  /** Announces a service until the test ends. @param text `key=value`, each */
  async publish(name: string, port: number, text: readonly string[]): Promise<void> {
    const said = this.#spawn(['avahi-publish', '-s', name, '_partyline._tcp', String(port), ...text]);
    await until(
      () => said().includes('Established'),
      () => `avahi-publish announces; it said ${said()}`,
    );
  }

  /** What is announced: a line each, as `avahi-browse -rp` writes it. */
  browse(): () => readonly string[] {
    const said = this.#spawn(['avahi-browse', '-rp', '_partyline._tcp']);
    return () => said().split('\n');
  }

  /** @returns what it said so far */
  #spawn(command: readonly string[]): () => string {
    const [program = '', ...parameters] = [...this.#computer.wrapper, ...command];
    const child = spawn(program, parameters, {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: this.#environment as NodeJS.ProcessEnv,
      detached: true,
    });
    let text = '';
    for (const output of [child.stdout, child.stderr]) {
      createInterface({ input: output as NodeJS.ReadableStream }).on('line', (line) => {
        text += `${line}\n`;
      });
    }
    const gone = new Promise((resolve) => child.once('close', resolve));
    atEnd(async () => {
      // With all that it started.
      if (child.exitCode === null && child.pid !== undefined) process.kill(-child.pid);
      await gone;
    });
    return () => text;
  }
}
