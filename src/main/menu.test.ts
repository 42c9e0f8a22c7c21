import { describe, expect, it, vi } from 'vitest';
import { menuTemplate } from './menu.ts';
import { menuLabels, resolveLanguage } from './menu-labels.ts';

vi.mock('electron', () => ({ Menu: {} }));

const base = {
  labels: menuLabels('en'),
  isMac: false,
  isDevelopment: false,
  copyInvite: undefined,
  zoom: () => {},
  show: () => {},
  openDocs: () => {},
};
const flat = (template: ReturnType<typeof menuTemplate>) =>
  template.flatMap(({ submenu }) => (Array.isArray(submenu) ? submenu : []));

describe('menuTemplate', () => {
  it('speaks Chinese', () => {
    const template = menuTemplate({ ...base, labels: menuLabels('zh-CN') });
    expect(template.map(({ label }) => label)).toEqual(['文件', '编辑', '视图', '帮助']);
  });

  it('offers the invite only inside a room', () => {
    const invite = (copyInvite: (() => void) | undefined) =>
      flat(menuTemplate({ ...base, copyInvite })).find(({ id }) => id === 'copy-invite')?.enabled;
    expect([invite(undefined), invite(() => {})]).toEqual([false, true]);
  });

  it('hides the developer’s items in the packaged app', () => {
    const roles = (isDevelopment: boolean) => flat(menuTemplate({ ...base, isDevelopment })).map(({ role }) => role);
    expect(roles(false)).not.toContain('toggleDevTools');
    expect(roles(true)).toContain('toggleDevTools');
  });

  it('opens the settings and each dialog of help in the window', () => {
    const show = vi.fn();
    const openDocs = vi.fn();
    const items = flat(menuTemplate({ ...base, show, openDocs }));
    // Electron's own arguments, which none of them reads.
    for (const id of ['settings', 'tour', 'report', 'about', 'docs'])
      (items.find((item) => item.id === id)?.click as (() => void) | undefined)?.();
    expect(show.mock.calls.flat()).toEqual(['settings', 'tour', 'report', 'about']);
    expect(openDocs).toHaveBeenCalledOnce();
    expect(items.find(({ id }) => id === 'settings')?.accelerator).toBe('CmdOrCtrl+,');
  });

  it('leaves quitting to the application menu on macOS', () => {
    const template = menuTemplate({ ...base, isMac: true });
    expect(template[0]?.role).toBe('appMenu');
    expect(flat(template).some(({ role }) => role === 'quit')).toBe(false);
  });
});

describe('resolveLanguage', () => {
  it.each([
    ['system', 'zh-Hans-CN', 'zh-CN'],
    ['system', 'zh', 'zh-CN'],
    ['system', 'zho-x', 'en'],
    ['system', 'de-DE', 'en'],
    ['en', 'zh-CN', 'en'],
    ['zh-CN', 'en-GB', 'zh-CN'],
  ] as const)('takes %s on a system in %s as %s', (setting, system, language) => {
    expect(resolveLanguage(setting, system)).toBe(language);
  });
});
