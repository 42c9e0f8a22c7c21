import { describe, expect, test } from 'vitest';
import { PracticeProcess } from '../../support/practice.ts';
import { CliProcess } from '../../support/programs/cli.ts';
import { openRoom } from '../../support/rooms/rooms.ts';
import { releaseEverything } from '../../support/scope.ts';

releaseEverything();

describe('an address as people type it', () => {
  test.each([
    (port: number) => `１２７。０。０。１：${port}`,
    (port: number) => ` [::ffff:127.0.0.1]:${port} `,
    (port: number) => `partyline://127.0.0.1:${port}/`,
  ])('is joined: %#', async (address) => {
    const { listening } = await openRoom();
    const guest = new CliProcess(['join', address(listening.port), '--json']);
    expect(await guest.firstObject()).toMatchObject({ event: 'joined' });
  });

  test.each(['join', 'doctor', 'send', 'fetch'])(
    'with octets that some read as octal is called by nobody: %s',
    async (command) => {
      const words = {
        join: ['127.0.0.010'],
        doctor: ['127.0.0.010'],
        send: ['package.json', '127.0.0.010'],
        fetch: ['x', '127.0.0.010'],
      };
      const program = new CliProcess([command, ...words[command as keyof typeof words]]);
      expect((await program.exited).code).toBe(1);
      expect(program.errors).toContain('without leading zeros');
    },
  );

  test.each([
    ['[::1]', '::1'],
    ['::ffff:127.0.0.1', '127.0.0.1'],
    ['１２７。０。０。１', '127.0.0.1'],
  ])('is listened on: --bind %s', async (bind, address) => {
    const host = new CliProcess(['host', '--port', '0', '--json', '--bind', bind]);
    expect(await host.firstObject()).toMatchObject({ tcp: { address }, udp: { address } });
    const practice = await PracticeProcess.start('echo', '--bind', bind);
    expect(practice.port).toBeGreaterThan(0);
  });

  test('is refused in a sentence where it is none: --bind', async () => {
    for (const words of [
      ['host', '--port', '0'],
      ['practice', 'echo', '--port', '0'],
    ]) {
      const program = new CliProcess([...words, '--bind', '127.0.0.010']);
      expect((await program.exited).code).toBe(1);
      expect(program.errors).toContain('without leading zeros');
    }
  });
});
