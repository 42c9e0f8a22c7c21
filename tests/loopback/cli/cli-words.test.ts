import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { CliProcess, startHost } from '../../support/programs/cli.ts';
import { RawClient } from '../../support/programs/raw-client.ts';
import { temporaryFolder } from '../../support/releases.ts';
import { releaseEverything } from '../../support/scope.ts';

releaseEverything();

function joins(port: number, nick: string, parameters: readonly string[] = []): CliProcess {
  return new CliProcess(['join', `127.0.0.1:${port}`, '--nick', nick, '--json', '--no-discovery', ...parameters]);
}

describe('partyline host --door word', () => {
  const word = 'correct horse battery';

  function wordFile(text: string): string {
    const path = join(temporaryFolder(), 'word');
    writeFileSync(path, `${text}\n`);
    return path;
  }

  test('lets in who has the passphrase, over TCP and UDP, and says why to who has another or none', async () => {
    const host = await startHost(['--door', 'word', '--word-file', wordFile(word)]);
    for (const more of [[], ['--udp']]) {
      const bob = joins(host.port, 'Bob', ['--word-file', wordFile(word), ...more]);
      expect(await bob.firstObject()).toEqual({ event: 'waiting', code: 'word' });
      await bob.findObject(({ event }) => event === 'joined', 'Bob is in');
    }
    const eve = joins(host.port, 'Eve', ['--word-file', wordFile('correct horse battle')]);
    expect(await eve.ends()).toMatchObject({ code: 1 });
    expect(eve.errors).toContain('wrong_word');
    const none = joins(host.port, 'Eve');
    expect(await none.ends()).toMatchObject({ code: 1 });
    expect(none.errors).toContain('--word-file');
    const clear = await RawClient.connect(host.port);
    clear.hello('Script');
    expect(await clear.next('error')).toMatchObject({ code: 'word_unsealed' });
  });

  test('takes the passphrase from the environment, keeps what verifies it and nothing of it, and changes it', async () => {
    const data = temporaryFolder();
    const parameters = ['--data', data, '--name', 'Lab', '--port', '0'];
    const host = await startHost([...parameters, '--door', 'word'], { environment: { PARTYLINE_WORD: word } });
    await host.kill('SIGINT');
    const kept = readdirSync(data, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'latin1'));
    expect(kept.some((text) => text.includes(word))).toBe(false);
    const again = await startHost(parameters, { environment: { PARTYLINE_WORD: 'another one' } });
    const bob = joins(again.port, 'Bob', ['--word-file', wordFile(word)]);
    await bob.findObject(({ event }) => event === 'joined', 'the passphrase of before opens');
    again.type('/door word');
    await again.complains('the room takes this passphrase from now on');
    const late = joins(again.port, 'Eve', ['--word-file', wordFile(word)]);
    expect(await late.ends()).toMatchObject({ code: 1 });
  });
});
