import { randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { hostOn, office, runOn } from '../../support/network/looking.ts';
import { startCapture } from '../../support/network/network-capture.ts';
import { canMakeNetworks } from '../../support/network/network-lab.ts';
import { findTshark } from '../../support/programs/programs.ts';
import { temporaryFolder } from '../../support/releases.ts';
import { releaseEverything } from '../../support/scope.ts';
import { until } from '../../support/until.ts';

releaseEverything();

const HERE = '10.0.0.1:8888';

describe.runIf(canMakeNetworks() && findTshark() !== undefined)('who records all that the network carries', () => {
  test('finds no word, name or file of a conversation over TCP and UDP', { timeout: 90_000 }, async () => {
    const [one, other] = (await office(2)).computers;
    if (!one || !other) throw new Error('an office has two computers');
    const capture = await startCapture(one.wrapper, 'eth0');
    const host = await hostOn(one, 'Chamber of secrets', '--no-plain', '--no-discovery');
    const [hermione, draco] = [
      runOn(other, 'join', HERE, '--nick', 'Hermione', '--json'),
      runOn(other, 'join', HERE, '--nick', '德拉科', '--udp', '--json'),
    ];
    for (const member of [hermione, draco]) await member.findObject(({ event }) => event === 'joined', 'it joined');
    hermione.type('the password is dragon');
    draco.type('密码是龙');
    await draco.findObject(({ text }) => text === 'the password is dragon', 'one hears the other');
    await hermione.findObject(({ text }) => text === '密码是龙', 'the other hears the one');
    hermione.type('/udp');
    await hermione.findObject(({ transport, event }) => event === 'transport' && transport === 'udp', 'it moves');
    hermione.type('and nobody else may know');
    await draco.findObject(({ text }) => text === 'and nobody else may know', 'it is heard after the move');
    for (const [index, transport] of [[], ['--udp']].entries()) {
      // Another content each time, for the host asks for none twice, and none that UDP packs smaller.
      const lines = Array.from({ length: 2_000 }, () => `I solemnly swear ${randomBytes(16).toString('hex')}\n`);
      const path = join(temporaryFolder(), `marauders-map-${index}.txt`);
      writeFileSync(path, lines.join(''));
      expect((await runOn(other, 'send', path, HERE, '--nick', 'Filch', ...transport).exited).code).toBe(0);
    }
    await host.findObject(({ kind, nick }) => kind === 'file' && nick === 'Filch', 'the file is there');
    const { room } = JSON.parse(host.lines[0] ?? '') as { room: { id: string } };

    // What is captured is written some time later: both files, their sizes at least.
    await until(() => readFileSync(capture.path).length > 160_000, 'the capture is written');
    await capture.stop();
    const captured = readFileSync(capture.path);
    // What shows that the capture holds what it should: the first frames of links over TCP are no secret.
    expect(captured.includes('"type":"noise"')).toBe(true);
    // None of three letters: noise of this length holds any three bytes, in one run of a hundred.
    const words = ['Chamber', 'Hermione', '德拉科', 'Filch', 'dragon', '密码', 'nobody else', 'marauders', 'solemnly'];
    const wire = ['"hello"', '"welcome"', '"event"', '"device"', '"session"', '"hash"', room.id];
    const found = [...words, ...wire].filter((word) =>
      ['utf8', 'utf16le'].some((encoding) => captured.includes(Buffer.from(word, encoding as BufferEncoding))),
    );
    expect(found).toEqual([]);
    expect(captured.includes(Buffer.from(room.id, 'hex'))).toBe(false);
  });
});
