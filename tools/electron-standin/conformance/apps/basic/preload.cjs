// Everything that a sandboxed preload may do, put where a spec can call it.
const { contextBridge, ipcRenderer, webUtils } = require('electron');
const { EventEmitter } = require('node:events');
const { setTimeout: later } = require('node:timers');

let plainState = 0;
const notes = new EventEmitter();
ipcRenderer.on('noted', (_event, ...args) => notes.emit('noted', ...args));

function tryRequire(name) {
  try {
    require(name);
    return 'found';
  } catch (error) {
    return error.message;
  }
}

contextBridge.exposeInMainWorld('basic', {
  invoke: (channel, ...args) => ipcRenderer.invoke(channel, ...args),
  note: (text) => ipcRenderer.send('note', text),
  onNoted(listener) {
    notes.on('noted', listener);
    return () => notes.off('noted', listener);
  },
  addNow: (a, b) => a + b,
  throwNow() {
    throw new RangeError('thrown here');
  },
  later: (value) => new Promise((resolve) => later(() => resolve(value), 1)),
  callBack: (listener, value) => listener(value),
  same: (value) => value,
  tryRequire,
  pathOf: (file) => webUtils.getPathForFile(file),
  constants: { platform: process.platform, type: process.type, sandboxed: process.sandboxed, list: [1, [2]] },
  count: () => ++plainState,
});
globalThis.secretOfPreload = 'hidden';
