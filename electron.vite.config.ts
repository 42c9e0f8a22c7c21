import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';
import type { Plugin } from 'vite';
import { allLicences, type BundledLicence } from './scripts/lib/shipped-licences.ts';

/** What About shows; Vite lists what is in the window's bundle. */
const LICENCES = 'licences.json';

/** Completes the list by what is shipped beside the bundle. */
function withShippedLicences(): Plugin {
  return {
    name: 'with-shipped-licences',
    apply: 'build',
    writeBundle: ({ dir = '' }) => {
      const file = join(dir, LICENCES);
      const bundled = JSON.parse(readFileSync(file, 'utf8')) as readonly BundledLicence[];
      writeFileSync(file, JSON.stringify(allLicences(import.meta.dirname, bundled)));
    },
  };
}

/**
 * While developing, Vite puts inline scripts into the page, which its Content-Security-Policy forbids; the built page
 * keeps its policy.
 */
function withoutPolicyWhileDeveloping(): Plugin {
  return {
    name: 'without-policy-while-developing',
    apply: 'serve',
    transformIndexHtml: (html) => html.replace(/<meta\s+http-equiv="Content-Security-Policy"[^>]*>/, ''),
  };
}

/**
 * The app's three parts. Main is an ES module; preload is one CommonJS file with nothing but `electron` required,
 * because a sandboxed preload can load neither ES modules nor packages.
 */
export default defineConfig({
  main: {
    build: {
      outDir: 'out/main',
      sourcemap: true,
      rolldownOptions: { input: 'src/main/index.ts', output: { format: 'es', entryFileNames: 'index.js' } },
    },
  },
  preload: {
    build: {
      outDir: 'out/preload',
      sourcemap: true,
      externalizeDeps: false,
      rolldownOptions: {
        input: 'src/preload/index.ts',
        output: { format: 'cjs', entryFileNames: 'index.cjs', codeSplitting: false },
      },
    },
  },
  renderer: {
    root: 'src/renderer',
    plugins: [react(), withoutPolicyWhileDeveloping(), withShippedLicences()],
    build: {
      outDir: 'out/renderer',
      minify: true,
      sourcemap: true,
      license: { fileName: LICENCES },
      // The page's Content-Security-Policy allows no inline data: URLs for scripts and styles.
      assetsInlineLimit: 0,
      rolldownOptions: { input: join(import.meta.dirname, 'src/renderer/index.html') },
    },
  },
});
