/** The fields of `process` in a sandboxed preload, of those that Electron documents for it. */

/** @param additionalArguments `webPreferences.additionalArguments` */
export function preloadProcess(additionalArguments: readonly string[]): Record<string, unknown> {
  return {
    platform: process.platform,
    arch: process.arch,
    versions: process.versions,
    version: process.version,
    env: process.env,
    argv: [process.argv[0], ...additionalArguments],
    execPath: process.argv[0],
    pid: process.pid,
    resourcesPath: Reflect.get(process, 'resourcesPath') as unknown,
    defaultApp: true,
    mas: false,
    windowsStore: false,
  };
}
