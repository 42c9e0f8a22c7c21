import { describe, expect, test } from 'vitest';
import { PracticeProcess } from '../../support/practice.ts';
import { compileC } from '../../support/programs/c-program.ts';
import { PeerProcess } from '../../support/programs/peer-process.ts';
import { findCompiler } from '../../support/programs/programs.ts';
import { RawClient } from '../../support/programs/raw-client.ts';
import { openRoom } from '../../support/rooms/rooms.ts';
import { releaseEverything } from '../../support/scope.ts';

releaseEverything();

describe.runIf(findCompiler())('a program in C that sends the zeros behind its strings', () => {
  test.each(['tcp', 'udp'])('talks in a room over %s, and leaves it', async (transport) => {
    const { listening } = await openRoom();
    const ann = await RawClient.join(listening.port, 'Ann');
    const program = PeerProcess.program(compileC('zeros'), transport, listening.port);
    expect([await program.ends(), program.errors]).toEqual([0, '']);
    await ann.find(({ kind }) => kind === 'left', 'it left');
    expect(ann.texts()).toEqual(['hi', 'line', 'padded']);
    expect(program.output).toMatch(/You left the room\.\n$/);
  });

  test.each([3, 4, 5, 31])('and begins with a buffer of %i bytes talks in a room', async (size) => {
    const { listening } = await openRoom();
    const ann = await RawClient.join(listening.port, 'Ann');
    const program = PeerProcess.program(compileC('zeros'), 'tcp', listening.port, size);
    expect([await program.ends(), program.errors]).toEqual([0, '']);
    await ann.find(({ kind }) => kind === 'left', 'it left');
    expect(ann.texts()).toEqual(['hi', 'line', 'padded']);
  });

  test.each([['tcp'], ['udp', '--udp']])(
    'leaves the practice server log over %s',
    async (transport, ...parameters) => {
      const server = await PracticeProcess.start('log', ...parameters);
      const program = PeerProcess.program(compileC('zeros'), transport, server.port);
      expect([await program.ends(), program.errors]).toEqual([0, '']);
      expect(program.output).toContain('您断开了连接.');
    },
    60_000,
  );
});
