import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from './fixtures.ts';

/** Command lines of the living processes that use `folder`. */
function processesOf(folder: string): string[] {
  const lines = execFileSync('ps', ['-eo', 'stat=,args='], { encoding: 'utf8' }).split('\n');
  return lines.filter((line) => line.includes(folder) && !line.startsWith('Z') && !line.includes('ps -eo'));
}

test('nothing is left running after a close', async ({ launch, folder }) => {
  const app = await launch();
  await app.firstWindow();
  expect(processesOf(join(folder, 'data')).length).toBeGreaterThan(0);
  await app.close();
  await expect.poll(() => processesOf(join(folder, 'data'))).toEqual([]);
});

test('nothing is left running after SIGKILL', async ({ launch, folder }) => {
  const app = await launch();
  await app.firstWindow();
  const child = app.process();
  const ended = once(child, 'exit');
  process.kill(child.pid as number, 'SIGKILL');
  await ended;
  await expect.poll(() => processesOf(join(folder, 'data'))).toEqual([]);
});

test('the next start removes what a killed one left in the data folder', async ({ launch, folder }) => {
  const app = await launch();
  await app.firstWindow();
  const child = app.process();
  const ended = once(child, 'exit');
  process.kill(child.pid as number, 'SIGKILL');
  await ended;
  const again = await launch();
  await again.firstWindow();
  await again.close();
  const left = readdirSync(join(folder, 'data')).filter((name) => name.startsWith('electron-standin-profile'));
  expect(left).toEqual([]);
});
