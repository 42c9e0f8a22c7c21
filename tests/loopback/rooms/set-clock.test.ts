import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { startHost } from '../../support/programs/cli.ts';
import { findFaketime } from '../../support/programs/programs.ts';
import { RawClient } from '../../support/programs/raw-client.ts';
import { atEnd, temporaryFolder } from '../../support/releases.ts';
import { releaseEverything } from '../../support/scope.ts';

releaseEverything();

const faketime = findFaketime();
const MINUTE = 60;
const HOUR = 3_600;
const SILENCE_MS = 5_000;
const PING_MS = 2_500;

/** A host whose clock on the wall is set by the seconds that are said, while the one that measures goes on. */
async function hostWithClock() {
  const file = join(temporaryFolder(), 'clock');
  const setBy = (seconds: number) => writeFileSync(file, `${seconds < 0 ? '' : '+'}${seconds}\n`);
  setBy(0);
  const environment = {
    LD_PRELOAD: faketime ?? '',
    FAKETIME_TIMESTAMP_FILE: file,
    FAKETIME_NO_CACHE: '1',
    FAKETIME_DONT_FAKE_MONOTONIC: '1',
  };
  const host = await startHost(['--limit', `silenceMs=${SILENCE_MS}`], { environment });
  return { host, setBy };
}

/** Pings now and then, as a member does: less often than the host looks at its deadlines. */
async function keepAlive(member: RawClient): Promise<void> {
  const ping = () => member.send({ type: 'ping', t: 1 });
  const timer = setInterval(ping, PING_MS);
  atEnd(() => clearInterval(timer));
  ping();
  await member.next('pong');
}

describe.runIf(faketime)('a host whose clock is set', () => {
  test.each([
    ['forward by a minute', MINUTE],
    ['back by an hour', -HOUR],
  ])('%s keeps who is there and ends who is silent, and its log goes on in time', async (_, seconds) => {
    const { host, setBy } = await hostWithClock();
    const [lively, silent] = [await RawClient.join(host.port, 'lively'), await RawClient.join(host.port, 'silent')];
    silent.send({ type: 'ping', t: 1 });
    await silent.next('pong');
    await keepAlive(lively);
    lively.say('before', 'before');
    const before = await lively.heard('before');
    setBy(seconds);
    expect(await silent.next('error')).toMatchObject({ code: 'silent' });
    lively.say('after', 'after');
    const after = await lively.heard('after');
    expect(lively.isClosed).toBe(false);
    const passed = Number(after.at) - Number(before.at);
    if (seconds > 0) expect(passed).toBeGreaterThan(seconds * 1_000);
    else expect(passed).toBe(0);
  });
});
