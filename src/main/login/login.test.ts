import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { writeLinkEntry } from './entry-file.ts';
import { setLaunchAtLogin } from './login.ts';
import { loginStart } from './login-start.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'partyline-login-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function startOf(change: { isPackaged?: boolean; appImage?: string; dataFolder?: string } = {}) {
  const { isPackaged = true, appImage, dataFolder } = change;
  const getPath = (name: string) => (name === 'exe' ? '/opt/partyline' : join(folder, name));
  return loginStart({ app: { isPackaged, getAppPath: () => '/repository', getPath }, appImage, dataFolder });
}

function setOn(isOn: boolean, start = startOf(), platform: NodeJS.Platform = 'linux') {
  const setLoginItemSettings = vi.fn();
  const log = { info: vi.fn(), warn: vi.fn(), error: vi.fn() };
  setLaunchAtLogin(isOn, start, { setLoginItemSettings }, platform, log);
  return { setLoginItemSettings, log };
}

describe('starting at login', () => {
  it('on Linux writes an entry that starts the app without a window, and takes it away again', () => {
    const { entryPath } = startOf();
    expect(entryPath).toBe(join(folder, 'appData', 'autostart', 'partyline.desktop'));
    setOn(true);
    expect(readFileSync(entryPath, 'utf8')).toContain('Exec="/opt/partyline" "--hidden"\n');
    setOn(false);
    expect(existsSync(entryPath)).toBe(false);
    setOn(false);
  });

  it('starts an AppImage by its file, a repository by its folder, and another data folder by its name', () => {
    expect(startOf({ appImage: '/home/ada/Partyline.AppImage' }).program).toBe('/home/ada/Partyline.AppImage');
    expect(startOf({ isPackaged: false }).parameters).toEqual(['/repository', '--hidden']);
    const other = startOf({ dataFolder: '/data/two' });
    expect(other.parameters).toEqual(['--user-data-dir=/data/two', '--hidden']);
    expect(other.entryPath).not.toBe(startOf().entryPath);
    expect(other.entryPath).not.toBe(startOf({ dataFolder: '/data/three' }).entryPath);
  });

  it('elsewhere leaves it to the system', () => {
    const { setLoginItemSettings } = setOn(true, startOf(), 'win32');
    expect(setLoginItemSettings).toHaveBeenCalledWith({
      openAtLogin: true,
      path: '/opt/partyline',
      args: ['--hidden'],
    });
    expect(existsSync(startOf().entryPath)).toBe(false);
  });

  it('logs a folder that can’t be written to, and goes on', () => {
    writeFileSync(join(folder, 'appData'), 'a file');
    expect(setOn(true).log.warn).toHaveBeenCalledTimes(1);
  });

  it('has an AppImage open links by an entry that no menu lists', () => {
    const path = join(folder, 'applications', 'partyline.desktop');
    const log = { info: vi.fn(), warn: vi.fn(), error: vi.fn() };
    writeLinkEntry('/home/ada/Partyline.AppImage', path, 'partyline', log);
    const entry = readFileSync(path, 'utf8').split('\n');
    expect(entry).toEqual(
      expect.arrayContaining([
        'Exec="/home/ada/Partyline.AppImage" %u',
        'MimeType=x-scheme-handler/partyline;',
        'NoDisplay=true',
      ]),
    );
  });
});
