import { describe, expect, it } from 'vitest';
import { defaultDataFolder, terminalCommand } from './terminal-room.mjs';

const env = { XDG_CONFIG_HOME: '/config' };
const data = ['--data', '/config/Partyline'];

describe('terminalCommand', () => {
  it('hosts when nothing is asked for', () => {
    expect(terminalCommand([], env)).toEqual(['host', ...data]);
  });

  it('passes port, room name and nickname on, in both ways of writing them', () => {
    expect(terminalCommand(['--host', '--port', '9000', '--name=Lab 3', '--nick', 'Ada'], env)).toEqual([
      ...['host', '--port', '9000', '--name', 'Lab 3', '--nick', 'Ada'],
      ...data,
    ]);
  });

  it('joins instead of hosting when an address is given', () => {
    expect(terminalCommand(['--join', 'lab.local:8888', '--nick', 'Ada'], env)).toEqual([
      ...['join', 'lab.local:8888', '--nick', 'Ada'],
      ...data,
    ]);
  });

  it('uses the data folder that is named, and drops what only a window knows', () => {
    expect(terminalCommand(['--user-data-dir', '/tmp/a', '--force-device-scale-factor=2'], env)).toEqual([
      ...['host', '--data', '/tmp/a'],
    ]);
  });
});

describe('defaultDataFolder', () => {
  it('is below the home folder when XDG_CONFIG_HOME is not set', () => {
    expect(defaultDataFolder({})).toMatch(/[/\\]\.config[/\\]Partyline$/);
  });
});
