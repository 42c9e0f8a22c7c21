import type { Settings } from '../shared/settings.ts';

export type Language = 'en' | 'zh-CN';

const en = {
  file: 'File',
  copyInvite: 'Copy Invite Link',
  settings: 'Settings…',
  closeWindow: 'Close Window',
  quit: 'Quit Partyline',
  edit: 'Edit',
  undo: 'Undo',
  redo: 'Redo',
  cut: 'Cut',
  copy: 'Copy',
  paste: 'Paste',
  selectAll: 'Select All',
  view: 'View',
  reload: 'Reload',
  developerTools: 'Developer Tools',
  actualSize: 'Actual Size',
  zoomIn: 'Zoom In',
  zoomOut: 'Zoom Out',
  fullScreen: 'Full Screen',
  help: 'Help',
  tour: 'Introduction',
  report: 'Save a Report for Help…',
  docs: 'Documentation',
  about: 'About Partyline',
};
export type MenuLabels = Readonly<Record<keyof typeof en, string>>;

const zhCN: MenuLabels = {
  file: '文件',
  copyInvite: '复制邀请链接',
  settings: '设置…',
  closeWindow: '关闭窗口',
  quit: '退出 Partyline',
  edit: '编辑',
  undo: '撤销',
  redo: '重做',
  cut: '剪切',
  copy: '复制',
  paste: '粘贴',
  selectAll: '全选',
  view: '视图',
  reload: '重新加载',
  developerTools: '开发者工具',
  actualSize: '实际大小',
  zoomIn: '放大',
  zoomOut: '缩小',
  fullScreen: '全屏',
  help: '帮助',
  tour: '入门介绍',
  report: '保存求助报告…',
  docs: '文档',
  about: '关于 Partyline',
};

const LABELS: Readonly<Record<Language, MenuLabels>> = { en, 'zh-CN': zhCN };

/**
 * The language that the menu speaks.
 * @param systemLanguage BCP 47 tag; every Chinese gets the Chinese that we have
 */
export function resolveLanguage(setting: Settings['language'], systemLanguage: string): Language {
  if (setting !== 'system') return setting;
  return /^zh\b/i.test(systemLanguage) ? 'zh-CN' : 'en';
}

/** The words of the application menu. */
export function menuLabels(language: Language): MenuLabels {
  return LABELS[language];
}
