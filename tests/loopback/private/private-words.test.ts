import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { CliProcess, startHost } from '../../support/programs/cli.ts';
import { TextClient } from '../../support/programs/text-client.ts';
import { temporaryFolder } from '../../support/releases.ts';
import { releaseEverything } from '../../support/scope.ts';

releaseEverything();

const SECRET = 'meet me behind the old library at nine';

interface Printed {
  readonly kind?: string;
  readonly text?: string;
  readonly private?: { readonly text?: string; readonly from?: string; readonly with?: readonly string[] };
}

/** Everything that lies in a folder, one behind the other. */
function bytesIn(folder: string): Buffer {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name));
  return Buffer.concat(files.filter((path) => statSync(path).isFile()).map((path) => readFileSync(path)));
}

function member(port: number, nick: string, data: string, ...parameters: readonly string[]): CliProcess {
  const address = `127.0.0.1:${port}`;
  const named = ['--nick', nick, '--data', data, '--json', '--no-discovery'];
  return new CliProcess(['join', address, ...named, ...parameters]);
}

const isIn = (process: CliProcess) => process.findObject(({ event }) => event === 'joined', 'is in the room');
const said = (process: CliProcess, text: string) =>
  process.findObject((line) => (line as Printed).private?.text === text, `${text} is read`) as Promise<Printed>;
const sees = (process: CliProcess, nick: string) =>
  process.findObject(
    ({ kind, nick: who, card }) => kind === 'joined' && who === nick && typeof card === 'string',
    `${nick} is seen with a card`,
  );

describe('a private message', () => {
  test.each([
    ['tcp', []],
    ['udp', ['--udp']],
  ])(
    'over %s is read by its recipient and its author, and by nobody else: not the host, not a third, not on any disk',
    async (_transport, over) => {
      const [hostData, benData, cleoData, daveData] = [1, 2, 3, 4].map(() => temporaryFolder()) as [
        string,
        string,
        string,
        string,
      ];
      const host = await startHost(['--nick', 'Ada', '--data', hostData]);
      const [ben, cleo, dave] = [
        member(host.port, 'Ben', benData, ...over),
        member(host.port, 'Cleo', cleoData, ...over),
        member(host.port, 'Dave', daveData),
      ];
      await Promise.all([isIn(ben), isIn(cleo), isIn(dave)]);
      const plain = await TextClient.connect(host.port);
      await plain.hears('you are "');
      await sees(ben, 'Cleo');
      ben.type(`/msg Cleo ${SECRET}`);
      const read = await said(cleo, SECRET);
      expect(read).toMatchObject({ kind: 'sealed', text: '' });
      expect((await said(ben, SECRET)).private?.from).toBe(read.private?.from);
      cleo.type('/msg Ben I will be there');
      await said(ben, 'I will be there');
      ben.type('that is all for everybody');
      for (const process of [host, cleo, dave])
        await process.findObject(({ text }) => text === 'that is all for everybody', 'the room goes on');
      await plain.hears('that is all for everybody');
      for (const process of [host, dave]) {
        expect(process.lines.join('\n')).not.toContain(SECRET);
        expect(process.lines.some((line) => line.includes('"private"'))).toBe(false);
      }
      expect(plain.text).not.toContain('sealed');
      for (const folder of [hostData, benData, cleoData, daveData]) {
        const bytes = bytesIn(folder);
        expect(bytes.includes('that is all for everybody') || folder === hostData).toBe(true);
        expect(bytes.includes(SECRET)).toBe(false);
      }
    },
  );

  test('waits for who is away, and comes to who comes back', async () => {
    const cleoData = temporaryFolder();
    const host = await startHost(['--nick', 'Ada']);
    const ben = member(host.port, 'Ben', temporaryFolder());
    const cleo = member(host.port, 'Cleo', cleoData);
    await Promise.all([isIn(ben), isIn(cleo)]);
    await sees(ben, 'Cleo');
    ben.type('/msg Cleo first');
    await said(cleo, 'first');
    await cleo.kill('SIGKILL');
    ben.type('/msg Cleo second');
    await said(ben, 'second');
    const back = member(host.port, 'Cleo', cleoData);
    await said(back, 'second');
    expect(back.lines.filter((line) => line.includes('"second"'))).toHaveLength(1);
  });

  test('to several comes to each, and to nobody who has no key', async () => {
    const host = await startHost(['--nick', 'Ada']);
    const [ben, cleo, dave] = ['Ben', 'Cleo', 'Dave'].map((nick) => member(host.port, nick, temporaryFolder())) as [
      CliProcess,
      CliProcess,
      CliProcess,
    ];
    await Promise.all([isIn(ben), isIn(cleo), isIn(dave)]);
    await Promise.all([sees(ben, 'Cleo'), sees(ben, 'Dave')]);
    ben.type('/msg Cleo, Dave for both of you');
    const [one, other] = await Promise.all([said(cleo, 'for both of you'), said(dave, 'for both of you')]);
    expect(one.private?.with).toHaveLength(2);
    expect(other.private?.with).toHaveLength(2);
    const plain = await TextClient.connect(host.port);
    plain.write('/nick Netty\nhello\n');
    await ben.findObject(({ text, nick }) => text === 'hello' && nick === 'Netty', 'a script is here');
    ben.type('/msg Netty not for you');
    await ben.complains('without a key');
    ben.type('/msg Nobody at all');
    await ben.complains('nobody of that name');
  });
});
