import type { Problem } from '../shared/error-codes.ts';
import type { Language } from './menu-labels.ts';

type Words = Readonly<Record<string, (path: string) => string>>;

/** By the problem's code. The window, which has such sentences too, is not there yet when these are said. */
const WORDS: Readonly<Record<Language, Words>> = {
  en: {
    folder_unusable: (path) =>
      `Partyline can't keep anything in the folder ${path}. Check that it is a folder that you may write to, or choose another one with --user-data-dir.`,
    store_locked: (path) => `Another Partyline uses the same data. Close it, then try again. File: ${path}`,
    store_broken: (path) => `A file of Partyline is damaged. Move it away to start anew. File: ${path}`,
    store_failed: (path) =>
      `Partyline can't read or write a file. Check its permissions and the disk, then try again. File: ${path}`,
    store_newer: (path) => `A file was written by a newer Partyline. Install that version to open it. File: ${path}`,
    vault_locked: (path) =>
      `The key store of this computer does not give back Partyline's key. Unlock it, then start Partyline again; nothing is lost. Or move the folder of this file away to begin as somebody new: ${path}`,
    vault_damaged: (path) =>
      `The file that holds this device's key is missing or damaged. Bring it back from a copy, or move its folder away to begin as somebody new. File: ${path}`,
    identity_damaged: (path) =>
      `The file that says who you are is missing or damaged. Bring it back from a copy, or move its folder away to begin as somebody new. File: ${path}`,
    disk_full: (path) => `The disk is full. Make room on it, then try again. File: ${path}`,
  },
  'zh-CN': {
    folder_unusable: (path) =>
      `Partyline 无法在文件夹 ${path} 中保存内容。请检查它是不是文件夹、你是否有写入权限，或用 --user-data-dir 选择其他文件夹。`,
    store_locked: (path) => `另一个 Partyline 正在使用同一数据。请关闭它后再试。文件：${path}`,
    store_broken: (path) => `Partyline 的一个文件已损坏。请将其移走以重新开始。文件：${path}`,
    store_failed: (path) => `Partyline 无法读写文件。请检查文件权限和磁盘后再试。文件：${path}`,
    store_newer: (path) => `该文件由更新版本的 Partyline 写入。请安装该版本来打开。文件：${path}`,
    vault_locked: (path) =>
      `这台电脑的密钥库没有交还 Partyline 的密钥。请解锁密钥库，再重新启动 Partyline，什么都没有丢失。若要以新的身份开始，请移走此文件所在的文件夹：${path}`,
    vault_damaged: (path) =>
      `保存本设备密钥的文件缺失或已损坏。请从备份恢复，或移走它所在的文件夹，以新的身份开始。文件：${path}`,
    identity_damaged: (path) =>
      `记录你是谁的文件缺失或已损坏。请从备份恢复，或移走它所在的文件夹，以新的身份开始。文件：${path}`,
    disk_full: (path) => `磁盘已满。请腾出空间后再试。文件：${path}`,
  },
};

/** Why the app can't start, in the language of whoever started it; what has no sentence there is said as it was told. */
export function startWords({ code, text, detail }: Problem, language: Language): string {
  const path = detail?.path;
  return typeof path === 'string' ? (WORDS[language][code]?.(path) ?? text) : text;
}
