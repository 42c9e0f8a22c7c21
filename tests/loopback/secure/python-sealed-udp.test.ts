import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { dialRoom } from '../../../src/node/net/dial.ts';
import { guestSealing } from '../../../src/node/secure/guest-sealing.ts';
import { passingIdentity } from '../../../src/node/secure/identity-store.ts';
import { PeerProcess } from '../../support/programs/peer-process.ts';
import { findSealingPython } from '../../support/programs/programs.ts';
import { watchedGuest } from '../../support/rooms/guests.ts';
import { openRoom } from '../../support/rooms/rooms.ts';
import { releaseEverything } from '../../support/scope.ts';
import { until } from '../../support/until.ts';

releaseEverything();

const EXAMPLE = join(import.meta.dirname, '..', '..', '..', 'docs', 'examples', 'sealed_udp.py');

describe.runIf(findSealingPython())('the sealed peer over UDP in Python', () => {
  test('of at most 160 lines, written from the protocol alone, joins a room that takes nobody in clear, and talks', async () => {
    expect(readFileSync(EXAMPLE, 'utf8').trimEnd().split('\n').length).toBeLessThanOrEqual(160);
    const host = await openRoom({ plain: false });
    const { port } = host.listening;
    const dial = dialRoom({ host: '127.0.0.1', port }, undefined, guestSealing({ identity: passingIdentity() }));
    const ada = watchedGuest(port, 'Ada', 'udp', dial);
    await ada.guest.join();
    const python = PeerProcess.typing(EXAMPLE, '127.0.0.1', port);
    await python.prints('sealed');
    await until(() => host.members().length === 2, 'it is in');
    python.child.stdin?.write('hello from Python 你好\n');
    await until(() => ada.texts().includes('hello from Python 你好'), 'its message arrives');
    for (let said = 0; said < 50; said += 1) {
      ada.guest.say(`Hello Monty ${said} 😀`);
      await python.prints(`Ada: Hello Monty ${said} 😀`);
    }
    // So much at once travels packed.
    const long = 'as long as it is dull, '.repeat(200);
    ada.guest.say(long);
    await python.prints(long.trimEnd());
    expect(host.members().every(({ card }) => card !== undefined)).toBe(true);
    await host.close();
    expect([await python.ends(), python.errors]).toEqual([1, 'host_stopped\n']);
  });

  test('goes to no room but the one that it is told', async () => {
    const { port } = (await openRoom()).listening;
    const python = PeerProcess.python(EXAMPLE, '127.0.0.1', port, '00'.repeat(16));
    expect(await python.ends()).toBe(1);
    expect(python.errors).toContain('this is another room');
  });
});
