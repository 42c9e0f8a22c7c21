// The smallest app that uses what Partyline uses. Specs reach into it with `electronApp.evaluate`.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { app, BrowserWindow, ipcMain, Menu, protocol } from 'electron';

protocol.registerSchemesAsPrivileged([
  { scheme: 'basic-app', privileges: { standard: true, secure: true, supportFetchAPI: true } },
]);

const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'";
const TYPES = {
  html: 'text/html',
  js: 'text/javascript',
  css: 'text/css',
  json: 'application/json',
  svg: 'image/svg+xml',
};

async function answer(request) {
  const { host, pathname } = new URL(request.url);
  if (host !== 'bundle') return new Response('no such host', { status: 404 });
  if (pathname === '/echo')
    return Response.json({ url: request.url, method: request.method, body: await request.text() });
  const body = await readFile(join(import.meta.dirname, 'page', pathname)).catch(() => undefined);
  if (body === undefined) return new Response('not found', { status: 404 });
  const type = TYPES[pathname.split('.').pop()];
  return new Response(body, { headers: { 'content-type': type, 'content-security-policy': POLICY } });
}

globalThis.seen = [];
const say = (...words) => globalThis.seen.push(words.join(' '));

function openWindow() {
  const window = new BrowserWindow({
    width: 700,
    height: 500,
    minWidth: 300,
    minHeight: 200,
    show: false,
    title: 'Basic',
    webPreferences: { preload: join(import.meta.dirname, 'preload.cjs'), sandbox: true, contextIsolation: true },
  });
  window.once('ready-to-show', () => {
    say('ready-to-show');
    window.show();
  });
  window.webContents.on('did-finish-load', () => say('did-finish-load', window.webContents.getURL()));
  window.webContents.on('will-navigate', (event) => {
    say('will-navigate', event.url);
    event.preventDefault();
  });
  window.webContents.setWindowOpenHandler(({ url }) => {
    say('window-open', url);
    return { action: 'deny' };
  });
  window.webContents.on('console-message', (event) => say('console', event.level, event.message));
  window.on('close', (event) => {
    say('close');
    if (globalThis.refuseClose) event.preventDefault();
  });
  window.on('closed', () => say('closed'));
  window.loadURL('basic-app://bundle/index.html');
  return window;
}

for (const event of ['before-quit', 'will-quit', 'quit', 'second-instance', 'ready', 'browser-window-created']) {
  app.on(event, () => say(event));
}
app.on('second-instance', (_event, argv, cwd) => say('second', JSON.stringify(argv.slice(-1)), cwd));

ipcMain.handle('add', (_event, a, b) => a + b);
ipcMain.handle('fail', () => {
  throw new TypeError('no luck');
});
ipcMain.handle('same', (_event, value) => value);
ipcMain.handle('who', (event) => ({
  url: event.senderFrame.url,
  origin: event.senderFrame.origin,
  id: event.sender.id,
}));
ipcMain.on('note', (event, text) => event.sender.send('noted', text, new Date(0)));

if (process.argv.includes('--early-window')) {
  try {
    new BrowserWindow();
  } catch (error) {
    say(error.message);
  }
}
if (process.argv.includes('--single') && !app.requestSingleInstanceLock()) {
  console.log('second instance leaves');
  app.quit();
} else {
  app.whenReady().then(() => {
    protocol.handle('basic-app', answer);
    Menu.setApplicationMenu(
      Menu.buildFromTemplate([{ label: 'File', submenu: [{ label: 'Leave', id: 'leave', role: 'quit' }] }]),
    );
    openWindow();
  });
}
console.log('main is loaded');
