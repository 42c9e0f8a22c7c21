import { expect, test } from 'vitest';
import { startHost } from '../../support/programs/cli.ts';
import { RawClient } from '../../support/programs/raw-client.ts';
import { releaseEverything } from '../../support/scope.ts';
import { until, within } from '../../support/until.ts';

releaseEverything();

test.runIf(process.platform !== 'win32')(
  'a host that may open no more files goes on, and takes members again',
  async () => {
    // What the crowd does is let in, though it says nothing.
    const limits = ['linksPerAddressPerSecond=10000', 'silentConnectionsPerAddress=10000'];
    const host = await startHost(
      limits.flatMap((limit) => ['--limit', limit]),
      {
        wrapper: ['sh', '-c', 'ulimit -n 80; exec "$0" "$@"'],
      },
    );
    const ann = await RawClient.join(host.port, 'Ann');
    const ben = await RawClient.join(host.port, 'Ben');
    const crowd = await Promise.all(
      Array.from({ length: 120 }, () => RawClient.connect(host.port).catch(() => undefined)),
    );
    const turnedAway = () => crowd.filter((one) => one === undefined || one.isClosed).length;
    ann.say('1', 'a crowd!');
    await ben.heard('a crowd!');
    for (const one of crowd) one?.socket.destroy();
    await until(() => turnedAway() === crowd.length, 'the crowd is gone');
    // Connections that waited all the time are accepted and found closed before this one.
    const late = await RawClient.join(host.port, 'Late');
    await late.sayAccepted('1', 'room for me');
    await within(Promise.all([ann.heard('room for me'), ben.heard('room for me')]), 'both hear it');
    expect(await host.kill('SIGTERM')).toEqual({ code: 0, signal: null });
  },
);
