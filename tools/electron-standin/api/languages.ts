/** The system's languages, from the variables that Chromium's Linux port reads, and `--lang`. */
import { runtime } from '../runtime.ts';

/** BCP 47 tag of the app's language, which `--lang` sets. */
export function appLocale(): string {
  const asked = runtime.commandLine.switches.get('lang');
  return asked !== undefined && asked !== '' ? asked : (systemLanguages()[0] ?? 'en-US');
}

/** BCP 47 tags of the system's languages, most wanted first; never empty. */
export function systemLanguages(environment: NodeJS.ProcessEnv = process.env): string[] {
  const list = environment.LANGUAGE?.split(':') ?? [];
  const one = environment.LC_ALL ?? environment.LC_MESSAGES ?? environment.LANG ?? '';
  const tags = [...list, one].map(toTag).filter((tag) => tag !== '');
  return tags.length > 0 ? [...new Set(tags)] : ['en-US'];
}

/** `zh_CN.UTF-8` → `zh-CN`; nothing for `C`, `POSIX` and the like. */
function toTag(name: string): string {
  const plain = name.replace(/[.@].*$/, '').replaceAll('_', '-');
  return /^[a-z]{2,3}(-[A-Za-z0-9]+)*$/.test(plain) ? plain : '';
}
