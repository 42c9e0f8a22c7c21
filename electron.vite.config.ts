import { join } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';
import type { Plugin } from 'vite';

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
    plugins: [react(), withoutPolicyWhileDeveloping()],
    build: {
      outDir: 'out/renderer',
      minify: true,
      sourcemap: true,
      // The page's Content-Security-Policy allows no inline data: URLs for scripts and styles.
      assetsInlineLimit: 0,
      rolldownOptions: { input: join(import.meta.dirname, 'src/renderer/index.html') },
    },
  },
});
