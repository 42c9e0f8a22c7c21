/** Makes `electron` mean the stand-in, for `import` and `require` alike, wherever the package is installed. */
import { registerHooks } from 'node:module';
import { electron, UNANSWERED_EXPORTS } from './api/electron-module.ts';
import { STANDIN } from './standin-global.ts';
import { unanswered } from './unanswered.ts';

const NAMES = new Set(['electron', 'electron/main', 'electron/common']);
const URL_ESM = 'electron-standin:module';
const URL_CJS = 'electron-standin:commonjs';
const GLOBAL = `globalThis[Symbol.for(${JSON.stringify(STANDIN)})]`;

/** A name that can be imported, as in Electron, and throws as soon as it is used. */
function loudPlaceholder(name: string): object {
  const complain = (): never => {
    throw unanswered(`electron.${name}`);
  };
  return new Proxy(class {}, { get: complain, construct: complain, apply: complain });
}

/** Names and their placeholders, for imports of what is not answered. */
export const placeholders = Object.fromEntries(UNANSWERED_EXPORTS.map((name) => [name, loudPlaceholder(name)]));

for (const [name, value] of Object.entries(placeholders)) Object.defineProperty(electron, name, { value });

/** Installs the hooks, for the whole life of the process. */
export function installModuleHooks(): void {
  const named = [
    ...Object.keys(electron).map((name) => `export const ${name} = ${GLOBAL}.electron.${name};`),
    ...UNANSWERED_EXPORTS.map((name) => `export const ${name} = ${GLOBAL}.placeholders.${name};`),
  ];
  const esm = `export default ${GLOBAL}.electron;\n${named.join('\n')}`;
  registerHooks({
    resolve(specifier, context, next) {
      if (!NAMES.has(specifier)) return next(specifier, context);
      const url = context.conditions.includes('require') ? URL_CJS : URL_ESM;
      return { url, format: url === URL_CJS ? 'commonjs' : 'module', shortCircuit: true };
    },
    load(url, context, next) {
      if (url === URL_ESM) return { format: 'module', source: esm, shortCircuit: true };
      if (url === URL_CJS)
        return { format: 'commonjs', source: `module.exports = ${GLOBAL}.electron;`, shortCircuit: true };
      return next(url, context);
    },
  });
}
