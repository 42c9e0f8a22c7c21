import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { LOOKING, Looking, office } from '../../support/network/looking.ts';
import { type Computer, canMakeNetworks } from '../../support/network/network-lab.ts';
import { atEnd } from '../../support/releases.ts';
import { releaseEverything } from '../../support/scope.ts';

releaseEverything();

const ROOMS = 200;
/** Within so many milliseconds of its start a listener knows all of them. */
const COMPLETE_MS = 3_000;
const PROGRAM = join(import.meta.dirname, '..', '..', 'support', 'peers', 'many-rooms.ts');

describe.runIf(canMakeNetworks())('two hundred rooms', () => {
  test('are in the list three seconds after somebody begins to look, each once', { timeout: 90_000 }, async () => {
    const { computers } = await office(2);
    const [one, other] = computers as [Computer, Computer];
    const [program = '', ...wrapped] = [...one.wrapper, process.execPath, PROGRAM, String(ROOMS)];
    const announcers = spawn(program, wrapped, {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { ...process.env, ...LOOKING },
    });
    atEnd(async () => {
      announcers.kill('SIGKILL');
      await once(announcers, 'close');
    });
    await once(announcers.stdout as NodeJS.ReadableStream, 'data');
    const looking = new Looking(other, COMPLETE_MS / 1_000);
    await looking.process.findObject(({ event }) => event === 'done', 'it is done');
    const lines = looking.process.lines.map((line) => JSON.parse(line) as Record<string, unknown>);
    const names = new Set(lines.filter(({ event }) => event === 'room').map(({ name }) => name));
    expect(names.size).toBe(ROOMS);
    expect(lines.at(-1)).toEqual({ event: 'done', rooms: ROOMS });
  });
});
