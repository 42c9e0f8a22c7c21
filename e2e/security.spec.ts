/**
 * Electron's security checklist on the running app; the numbers are those of its recommendations.
 * @see https://www.electronjs.org/docs/latest/tutorial/security
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ElectronApplication, Page } from '@playwright/test';
import { INVOKE_CHANNEL, type InvokeChannel, invokeSchemas } from '../src/shared/ipc-contract.ts';
import { expect, test } from './support/fixtures.ts';
import { hostRoom } from './support/room.ts';
import { roomTitle, sayAccepted } from './support/window.ts';

/** What no channel takes: those without a payload get one, those with one get another. */
const WRONG_PAYLOADS = [null, 0, 1.5, '', 'x', true, [], [{}], { unknown: 1 }, { key: 1 }, { key: ['x'] }, { id: {} }];
const CHANNELS = Object.keys(invokeSchemas) as InvokeChannel[];

/** A web server of this computer, which no page of ours may reach. @returns its address, and the paths that it was asked for */
async function serve() {
  const asked: string[] = [];
  const server = createServer(({ url = '' }, response) => {
    asked.push(url);
    response.setHeader('Access-Control-Allow-Origin', '*').end('globalThis.reached = true;');
  });
  await new Promise<void>((listening) => void server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, asked, close: () => void server.close() };
}

/** How many windows there are, and where the app's own stands. */
function windows(app: ElectronApplication): Promise<readonly string[]> {
  return app.evaluate(({ webContents }) => webContents.getAllWebContents().map((one) => one.getURL()));
}

/** The page has nothing of Node and nothing of Electron (2, 3, 4, 20). */
async function expectIsolated({ app, page }: { readonly app: ElectronApplication; readonly page: Page }) {
  const found = await page.evaluate(() => ({
    node: ['require', 'process', 'module', 'Buffer', 'global', '__dirname', 'electron', 'ipcRenderer'].filter(
      (name) => name in globalThis,
    ),
    bridge: Object.keys((globalThis as unknown as { partyline: object }).partyline).sort(),
    isFrozen: (() => {
      const { partyline } = globalThis as unknown as { partyline: Record<string, unknown> };
      const before = partyline.invoke;
      try {
        partyline.invoke = () => 'another';
      } catch {
        // It may as well throw.
      }
      return partyline.invoke === before;
    })(),
  }));
  expect(found).toEqual({ node: [], bridge: ['invoke', 'onPush', 'pathOf'], isFrozen: true });
  const preferences = await app.evaluate(({ BrowserWindow, webContents }) =>
    webContents.getAllWebContents().map((one) => {
      const { getLastWebPreferences } = one as unknown as { getLastWebPreferences?: () => Record<string, unknown> };
      return { isOwn: BrowserWindow.fromWebContents(one) !== null, ...getLastWebPreferences?.call(one) };
    }),
  );
  for (const one of preferences) {
    expect(one).toMatchObject({ isOwn: true, contextIsolation: true, sandbox: true, nodeIntegration: false });
    // 6, 8, 9, 10, 11: as Electron has them, which is off.
    for (const name of ['webSecurity', 'allowRunningInsecureContent', 'experimentalFeatures', 'webviewTag']) {
      expect([undefined, name === 'webSecurity'], name).toContain((one as Record<string, unknown>)[name]);
    }
    for (const name of ['enableBlinkFeatures', 'nodeIntegrationInWorker', 'nodeIntegrationInSubFrames', 'plugins']) {
      expect([undefined, false, ''], name).toContain((one as Record<string, unknown>)[name]);
    }
  }
}

/** The policy is there, in a header as well, without anything unsafe (7), and it holds (1). */
async function expectNothingFromElsewhere(page: Page): Promise<void> {
  const headers = await page.evaluate(async () => {
    const response = await fetch('/index.html');
    return Object.fromEntries(response.headers);
  });
  const policies = [
    headers['content-security-policy'],
    await page.locator('meta[http-equiv="Content-Security-Policy"]').getAttribute('content'),
  ];
  for (const policy of policies) {
    expect(policy).toMatch(/^default-src 'none'; script-src 'self'; /);
    expect(policy).not.toMatch(/unsafe-|https?:|\*|blob:|ws:|strict-dynamic|'nonce-|'sha/);
  }
  expect(headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer' });

  const elsewhere = await serve();
  const reached = await page.evaluate(async (url) => {
    const loaded = (tag: string, attributes: Readonly<Record<string, string>>) =>
      new Promise<boolean>((settle) => {
        const element = document.createElement(tag);
        element.addEventListener('load', () => settle(true));
        element.addEventListener('error', () => settle(false));
        for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
        document.head.append(element);
      });
    const worked = (call: () => unknown) =>
      Promise.resolve()
        .then(call)
        .then(
          () => true,
          () => false,
        );
    const opened = (make: () => EventTarget) =>
      new Promise<boolean>((settle) => {
        try {
          const target = make();
          target.addEventListener('open', () => settle(true));
          target.addEventListener('error', () => settle(false));
        } catch {
          settle(false);
        }
      });
    const inline = document.createElement('script');
    inline.textContent = 'globalThis.reached = true;';
    document.head.append(inline);
    const image = document.createElement('img');
    image.setAttribute('onerror', 'globalThis.reached = true');
    image.setAttribute('src', 'data:image/png;base64,AA==');
    document.body.append(image);
    await image.decode().catch(() => {});
    const style = document.createElement('style');
    style.textContent = ':root { --reached: 1 }';
    document.head.append(style);
    const blob = URL.createObjectURL(new Blob(['globalThis.reached = true']));
    return {
      fetch: await worked(() => fetch(`${url}/fetch`)),
      script: await loaded('script', { src: `${url}/script.js` }),
      module: await loaded('script', { type: 'module', src: `${url}/module.js` }),
      blob: await loaded('script', { src: blob }),
      data: await loaded('script', { src: 'data:text/javascript,globalThis.reached=true' }),
      style: await loaded('link', { rel: 'stylesheet', href: `${url}/style.css` }),
      image: await loaded('img', { src: `${url}/image.png` }),
      import: await worked(() => import(`${url}/import.js`)),
      socket: await opened(() => new WebSocket(url.replace('http', 'ws'))),
      events: await opened(() => new EventSource(`${url}/events`)),
      worker: await worked(() => new Worker(blob)),
      evaluated: await worked(() => new Function('return 1')()),
      inline: 'reached' in globalThis,
      inlineStyle: getComputedStyle(document.documentElement).getPropertyValue('--reached') !== '',
    };
  }, elsewhere.url);
  const { worker: _, ...all } = reached;
  expect(all).toEqual(Object.fromEntries(Object.keys(all).map((name) => [name, false])));
  expect(elsewhere.asked).toEqual([]);
  elsewhere.close();
}

/** Neither the page nor its frames go anywhere, and no window opens (11 to 15). */
async function expectToStay({ app, page }: { readonly app: ElectronApplication; readonly page: Page }) {
  const before = await windows(app);
  expect(before).toHaveLength(1);
  await app.evaluate(({ shell }) => {
    const handedOn: string[] = [];
    Object.assign(globalThis, { handedOn });
    shell.openExternal = (url) => Promise.resolve(void handedOn.push(url));
  });
  const elsewhere = await serve();
  for (const target of [`${elsewhere.url}/away`, 'file:///etc/passwd', 'partyline-app://other/']) {
    await page.evaluate((url) => {
      const link = document.createElement('a');
      link.href = url;
      document.body.append(link);
      link.click();
      link.remove();
    }, target);
  }
  const framed = await page.evaluate(async (url) => {
    const openers = [
      'https://example.org/window',
      'file:///etc/passwd',
      'partyline-app://app/',
      'about:blank',
      'javascript:1',
    ];
    for (const one of openers) window.open(one);
    const frames = [`${url}/frame`, 'file:///etc/passwd', 'data:text/html,x', location.href, undefined].map((src) => {
      const frame = document.createElement('iframe');
      if (src !== undefined) frame.src = src;
      document.body.append(frame);
      return frame;
    });
    const view = document.createElement('webview');
    view.setAttribute('src', `${url}/view`);
    view.setAttribute('allowpopups', '');
    document.body.append(view);
    const form = document.createElement('form');
    form.action = `${url}/form`;
    document.body.append(form);
    form.submit();
    await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)));
    const bridges = frames.map((frame) => {
      try {
        return frame.contentWindow !== null && 'partyline' in frame.contentWindow;
      } catch {
        return false;
      }
    });
    return { bridges, isView: 'executeJavaScript' in view };
  }, elsewhere.url);
  expect(framed).toMatchObject({ bridges: [false, false, false, false, false], isView: false });
  await expect.poll(() => windows(app)).toEqual(before);
  await expect.poll(() => app.windows().length).toBe(1);
  // A web address is for the user's own browser, and nothing else is for anybody.
  const handedOn = await app.evaluate(() => (globalThis as unknown as { handedOn: readonly string[] }).handedOn);
  expect(handedOn).toEqual(['https://example.org/window']);
  expect(elsewhere.asked).toEqual([]);
  elsewhere.close();
}

/** Nothing that Chromium would ask a person for is granted, and no device is to be had (5). */
async function expectNoPermissions({ app, page }: { readonly app: ElectronApplication; readonly page: Page }) {
  const granted = await page.evaluate(async () => {
    const { permissions } = navigator;
    const names = ['geolocation', 'notifications', 'camera', 'microphone', 'midi', 'clipboard-read', 'storage-access'];
    const states = await Promise.all(
      names.map((name) =>
        permissions.query({ name: name as PermissionName }).then(
          ({ state }) => state,
          () => 'denied',
        ),
      ),
    );
    const had = (call: () => unknown) =>
      Promise.resolve()
        .then(call)
        .then(
          () => true,
          () => false,
        );
    type Devices = Record<string, Record<string, (options?: object) => unknown> | undefined>;
    const devices = navigator as unknown as Devices;
    return {
      isGranted: states.includes('granted'),
      usb: await had(() => devices.usb?.requestDevice?.({ filters: [] }) ?? Promise.reject()),
      serial: await had(() => devices.serial?.requestPort?.() ?? Promise.reject()),
      hid: await had(() => devices.hid?.requestDevice?.({ filters: [] }) ?? Promise.reject()),
      bluetooth: await had(() => devices.bluetooth?.requestDevice?.({ acceptAllDevices: true }) ?? Promise.reject()),
      camera: await had(() => navigator.mediaDevices.getUserMedia({ video: true, audio: true })),
      screen: await had(() => navigator.mediaDevices.getDisplayMedia()),
      midi: await had(() => navigator.requestMIDIAccess()),
      place: await had(() => new Promise((found, failed) => navigator.geolocation.getCurrentPosition(found, failed))),
    };
  });
  expect(granted).toEqual({
    isGranted: false,
    ...{ usb: false, serial: false, hid: false, bluetooth: false },
    ...{ camera: false, screen: false, midi: false, place: false },
  });
  // What is not asked of a browser without devices: main refuses the choice of one itself.
  const chosen = await app.evaluate(({ BrowserWindow, session }) => {
    const choices: string[] = [];
    const event = { preventDefault: () => choices.push('stopped') };
    const choose = (id: string) => choices.push(id);
    const { defaultSession } = session;
    const [window] = BrowserWindow.getAllWindows();
    const emit = (target: object, name: string, ...values: readonly unknown[]) =>
      (target as NodeJS.EventEmitter).emit(name, event, ...values);
    const devices = [{ deviceId: 'first' }];
    if (window) emit(window.webContents, 'select-bluetooth-device', devices, choose);
    emit(defaultSession, 'select-hid-device', { deviceList: devices }, choose);
    emit(defaultSession, 'select-usb-device', { deviceList: devices }, choose);
    emit(defaultSession, 'select-serial-port', [{ portId: 'first' }], window?.webContents, choose);
    return choices;
  });
  expect(chosen).toEqual(Array.from({ length: 4 }, () => ['stopped', '']).flat());
}

/** The scheme has the bundle and nothing beside it (18). */
async function expectConfined(page: Page): Promise<void> {
  const paths = [
    '/..%2fmain%2findex.js',
    '/%2e%2e/main/index.js',
    '/%252e%252e%252fmain/index.js',
    '/assets/..%2f..%2fmain/index.js',
    '/..%5cmain%5cindex.js',
    '/%5c%5cserver%5cshare%5cindex.html',
    '/%2fetc%2fpasswd.json',
    '/index.html%00.js',
    '/index.html/../../package.json',
    '/licences.json%2f..%2f..%2f..%2fpackage.json',
  ];
  const answers = await page.evaluate(
    (all) =>
      Promise.all(
        all.map((path) =>
          fetch(path).then(
            ({ status }) => status,
            () => 0,
          ),
        ),
      ),
    paths,
  );
  expect(answers).toEqual(paths.map(() => 404));
  const others = await page.evaluate(async () => {
    const { origin } = location;
    const urls = [origin.replace('://app', '://other'), 'file:///etc/passwd', 'partyline-app://other/index.html'];
    const got = (url: string, init?: RequestInit) =>
      fetch(url, init).then(
        ({ ok }) => ok,
        () => false,
      );
    return [
      ...(await Promise.all(urls.map((url) => got(url)))),
      await got('/index.html', { method: 'POST', body: 'x' }),
    ];
  });
  expect(others).toEqual([false, false, false, false]);
}

/** Every channel turns away what its schema does not take, and who is not our page (17). */
async function expectCheckedCalls({ app, page }: { readonly app: ElectronApplication; readonly page: Page }) {
  const taken = await page.evaluate(
    async ({ channels, payloads }) => {
      const { partyline } = globalThis as unknown as { partyline: { invoke(...call: unknown[]): Promise<unknown> } };
      const passed: string[] = [];
      for (const channel of channels) {
        for (const payload of payloads) {
          await partyline.invoke(channel, payload).then(
            () => passed.push(`${String(channel)} ${JSON.stringify(payload)}`),
            () => {},
          );
        }
      }
      return passed;
    },
    { channels: [...CHANNELS, 'constructor', '__proto__', 'toString', '', 7], payloads: WRONG_PAYLOADS },
  );
  expect(taken).toEqual([]);
  const foreign = await app.evaluate(
    async ({ ipcMain }, { channel, channels }) => {
      type Handler = (event: object, ...values: unknown[]) => unknown;
      // Electron's own map, or the stand-in's.
      const handlers = ipcMain as unknown as {
        _invokeHandlers?: Map<string, Handler>;
        handlerOf?(name: string): Handler | undefined;
      };
      const handler = handlers._invokeHandlers?.get(channel) ?? handlers.handlerOf?.(channel);
      if (!handler) return ['there is no handler'];
      const own = 'partyline-app://app/';
      const frames = [
        null,
        { url: 'https://example.org/', parent: null },
        { url: 'partyline-app://app.example.org/', parent: null },
        { url: 'about:blank', parent: null },
        { url: own, parent: { url: own, parent: null } },
      ];
      const passed: string[] = [];
      for (const senderFrame of frames) {
        for (const one of channels) {
          try {
            await handler({ senderFrame }, one, undefined);
            passed.push(`${one} of ${senderFrame?.url}`);
          } catch (error) {
            if (!String(error).includes('may not call')) passed.push(String(error));
          }
        }
      }
      return passed;
    },
    { channel: INVOKE_CHANNEL, channels: CHANNELS },
  );
  expect(foreign).toEqual([]);
}

test('every line of Electron’s security checklist holds on the running app', async ({ launchApp }) => {
  const { peer } = await hostRoom(launchApp, 'Ada');
  const { page } = peer;
  await expectIsolated(peer);
  await expectConfined(page);
  await expectCheckedCalls(peer);
  await expectNothingFromElsewhere(page);
  await expectNoPermissions(peer);
  // After all that the app goes on.
  await sayAccepted(page, 'still here');
  await expectToStay(peer);
  await page.reload();
  await expect(roomTitle(page, 'Studio')).toBeVisible();
});
