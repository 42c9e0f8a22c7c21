import { describe, expect, it } from 'vitest';
import { findBreaches } from './find-breaches.ts';

/** The breaches of one file alone. */
function breachesOf(path: string, source: string): string[] {
  return findBreaches(new Map([[path, source]]), ['zod', 'commander']);
}

describe('a file may', () => {
  it.each([
    ['src/core/room/room.ts', `import type { RoomEvent } from '../../shared/models.ts';`],
    ['src/shared/models.ts', `import { z } from 'zod';`],
    ['src/node/net/listen.ts', `import { createServer } from 'node:net';`],
    ['src/main/window.ts', `import { BrowserWindow } from 'electron';`],
    ['src/main/ipc/register.ts', `import { ipcMain } from 'electron';`],
    ['src/preload/index.ts', `import { contextBridge, ipcRenderer } from 'electron';`],
    ['src/renderer/ui/button.tsx', `import { useState } from 'react'; const el = <div />;`],
    ['src/renderer/bridge.ts', `export const bridge = window.partyline;`],
    ['src/core/wire/decoder.test.ts', `import fc from 'fast-check'; import { it } from 'vitest'; import 'node:fs';`],
    ['src/node/room-host.test.ts', `import { clock } from '../../tests/support/clock.ts';`],
    ['src/cli/partyline.ts', `import { Command } from 'commander';`],
    ['src/node/practice/journal.ts', `import { wallNow } from '../time/clocks.ts';`],
    ['src/node/time/clocks.ts', `export const wallNow = () => Date.now();`],
    ['src/core/room/room.ts', `const day = new Date(at); const then = Date.parse(text);`],
    ['src/node/files/file-desk.test.ts', `const now = Date.now();`],
  ])('%s: %s', (path, source) => {
    expect(breachesOf(path, source)).toEqual([]);
  });
});

describe('a breach is found and named', () => {
  it.each([
    ['src/core/room/room.ts', `import { x } from '../../node/party.ts';`, 'core may not import node'],
    ['src/core/room/room.ts', `import type { x } from '../../node/party.ts';`, 'core may not import node'],
    ['src/core/room/room.ts', `export { x } from '../../node/party.ts';`, 'core may not import node'],
    ['src/core/room/room.ts', `export * from '../../node/party.ts';`, 'core may not import node'],
    ['src/core/room/room.ts', `const x = await import('../../node/party.ts');`, 'core may not import node'],
    ['src/core/room/room.ts', `type X = import('../../node/party.ts').Party;`, 'core may not import node'],
    ['src/core/room/room.ts', `const x = require('node:fs');`, "core may not import Node's node:fs"],
    ['src/core/room/room.ts', `import fs from 'fs';`, "core may not import Node's fs"],
    ['src/core/room/room.ts', `import { z } from 'zod';`, 'core may not import the package zod'],
    ['src/core/room/room.test.ts', `import { z } from 'zod';`, 'core may not import the package zod'],
    ['src/shared/models.ts', `import 'commander';`, 'shared may not import the package commander'],
    ['src/shared/models.ts', `import '../core/wire/x.ts';`, 'shared may not import core'],
    ['src/node/party/party.ts', `import { app } from 'electron';`, 'node may not import the package electron'],
    ['src/node/party/party.ts', `import '../../main/window.ts';`, 'node may not import main'],
    [
      'src/node/hosting/room-host.ts',
      `import net from 'node:net';`,
      'sockets (node:net) may be touched in src/node/net/ only',
    ],
    [
      'src/node/hosting/room-host.ts',
      `import net from 'net';`,
      'sockets (node:net) may be touched in src/node/net/ only',
    ],
    ['src/node/x.ts', `import 'node:dgram';`, 'datagram sockets (node:dgram) may be touched in src/node/net/ only'],
    ['src/node/x.ts', `import 'react';`, 'node may not import the package react'],
    ['src/main/menu.ts', `import '../cli/host.ts';`, 'main may not import cli'],
    ['src/main/menu.ts', `import '../renderer/i18n/en.ts';`, 'main may not import renderer'],
    ['src/main/menu.ts', `import { ipcMain } from 'electron';`, 'ipcMain (electron) may be touched in src/main/ipc/'],
    ['src/main/menu.ts', `import * as e from 'electron';`, 'ipcMain (electron) may be touched in src/main/ipc/'],
    ['src/preload/other.ts', `import { ipcRenderer } from 'electron';`, 'ipcRenderer (electron) may be touched in'],
    ['src/preload/index.ts', `import { z } from 'zod';`, 'preload may not import the package zod'],
    ['src/renderer/app.tsx', `import { app } from 'electron';`, 'renderer may not import the package electron'],
    ['src/renderer/app.tsx', `import { join } from 'node:path';`, "renderer may not import Node's node:path"],
    ['src/renderer/app.tsx', `import '../node/party.ts';`, 'renderer may not import node'],
    [
      'src/renderer/app.tsx',
      `window.partyline.invoke();`,
      'window.partyline may be read in src/renderer/bridge.ts only',
    ],
    [
      'src/renderer/app.tsx',
      `globalThis['partyline'].invoke();`,
      'window.partyline may be read in src/renderer/bridge',
    ],
    [
      'src/renderer/app.tsx',
      `import '../../tests/support/clock.ts';`,
      'renderer may not import tests/support/clock.ts',
    ],
    ['src/core/room/room.ts', `const now = Date.now();`, 'asks the clock on the wall'],
    ['src/core/room/room.ts', `const now = new Date();`, 'asks the clock on the wall'],
    ['src/node/hosting/hosted-link.ts', `import { wallNow } from '../time/clocks.ts';`, 'asks the clock on the wall'],
    ['src/core/a.ts', `import './b.test.ts';`, 'nothing may import a test, src/core/b.test.ts'],
    ['src/utils/x.ts', ``, 'belongs to no layer'],
  ])('%s: %s', (path, source, sentence) => {
    const breaches = breachesOf(path, source);
    expect(breaches).toHaveLength(1);
    expect(breaches[0]).toContain(`${path}:1: ${sentence}`);
  });

  it('names the line', () => {
    expect(breachesOf('src/core/a.ts', `export const a = 1;\n\nimport 'node:fs';\n`)).toEqual([
      "src/core/a.ts:3: core may not import Node's node:fs",
    ]);
  });

  it('refuses a file that does not parse', () => {
    expect(() => breachesOf('src/core/a.ts', 'import {')).toThrow('src/core/a.ts');
  });
});
