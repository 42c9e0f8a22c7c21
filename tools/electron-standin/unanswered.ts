/**
 * Anything that Electron documents and the stand-in lacks must fail with a sentence that names it, while a name that
 * Electron does not have either stays `undefined`, because tools probe objects for all sorts of names (`then`, `toJSON`).
 */
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

let documentation: string | undefined;

/** Electron's own type declarations, read at the first miss only: they are a megabyte. */
function declarations(): string {
  if (documentation === undefined) {
    const file = join(dirname(createRequire(import.meta.url).resolve('electron/package.json')), 'electron.d.ts');
    documentation = existsSync(file) ? readFileSync(file, 'utf8') : '';
  }
  return documentation;
}

/** Whether electron.d.ts declares `member` in the class or interface `type`. */
export function isDocumented(type: string, member: string): boolean {
  const start = new RegExp(`^  (?:class|interface) ${type}\\b.*\\{$`, 'm').exec(declarations());
  if (start === null) return false;
  const end = declarations().indexOf('\n  }', start.index);
  const name = member.replace(/[^\w$]/g, '\\$&');
  return new RegExp(`^    (?:static |readonly )*${name}\\??[(:]`, 'm').test(declarations().slice(start.index, end));
}

/** The error for an API that Electron has and the stand-in does not. */
export function unanswered(api: string): Error {
  return new Error(`electron-standin does not answer ${api}: see tools/electron-standin/README.md for what it does.`);
}

/** `parent`, as it is to stand in a prototype chain: throws on names that Electron documents for `type`. */
function guard(parent: object, type: string, shownAs: string): object {
  return new Proxy(parent, {
    get(target, name, receiver): unknown {
      if (name in target || typeof name === 'symbol') return Reflect.get(target, name, receiver);
      if (isDocumented(type, name)) throw unanswered(`${shownAs}.${name}`);
      return undefined;
    },
  });
}

/**
 * Makes every instance of `type` (and the class itself) fail loudly on documented members that it lacks.
 * @param documentedAs the class' name in electron.d.ts when it differs from the class' own
 * @param shownAs what app code calls it, for the sentence
 */
export function failLoudly<T extends abstract new (...args: never[]) => object>(
  type: T,
  documentedAs = type.name,
  shownAs = documentedAs,
): T {
  const prototype = type.prototype as object;
  const above = Object.create(Object.getPrototypeOf(prototype) as object) as object;
  Object.setPrototypeOf(prototype, guard(above, documentedAs, shownAs));
  Object.setPrototypeOf(type, guard(Object.getPrototypeOf(type) as object, documentedAs, shownAs));
  return type;
}

/** The same for an object without a class of its own, such as `shell`. */
export function failLoudlyObject<T extends object>(object: T, type: string, shownAs: string): T {
  Object.setPrototypeOf(object, guard(Object.create(Object.getPrototypeOf(object) as object), type, shownAs));
  return object;
}
