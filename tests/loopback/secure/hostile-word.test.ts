import { expect, test } from 'vitest';
import { dialRoom } from '../../../src/node/net/dial.ts';
import { guestSealing } from '../../../src/node/secure/guest-sealing.ts';
import { passingIdentity } from '../../../src/node/secure/identity-store.ts';
import { watchedGuest } from '../../support/rooms/guests.ts';
import { openRoom } from '../../support/rooms/rooms.ts';
import { releaseEverything } from '../../support/scope.ts';
import { StrangerGuest } from '../../support/secure/stranger-guest.ts';
import { strangerHost } from '../../support/secure/stranger-host.ts';
import { until } from '../../support/until.ts';

releaseEverything();

const WORD = 'correct horse battery';
const NAME = 'Book club';

type Header = Parameters<Parameters<StrangerGuest['find']>[0]>[0];

const roomWithWord = () => openRoom({ name: NAME, door: { door: 'word', word: WORD } });

/** A link to a room that asks for the passphrase, of somebody who does not know it. */
async function atDoor(port: number): Promise<StrangerGuest> {
  const guest = await StrangerGuest.sealed(port);
  guest.hello('Ada');
  await guest.next('waiting');
  return guest;
}

/** A false host of the same name that asks for the passphrase; what the guest says of it goes to `hears`. */
function falseHost(hears: (said: Header, send: (header: object) => void) => void) {
  return strangerHost({
    hears: (header, send) => {
      if (header.type === 'hello') send({ type: 'waiting', code: 'word' });
      else if (header.type === 'word') hears(header, send);
      return header.type === 'hello' || header.type === 'word';
    },
  });
}

/** The app's own guest, which tries the passphrase at a host that it never met. */
async function triesAt(port: number) {
  const sealing = guestSealing({ identity: passingIdentity() });
  const { guest } = watchedGuest(port, 'Ada', 'tcp', dialRoom({ host: '127.0.0.1', port }, undefined, sealing));
  void guest.join();
  await until(() => guest.connection.state === 'knocking', 'it stands at the door');
  expect(guest.doorstep.tryWord(WORD)).toBeUndefined();
  return guest;
}

const isStep = (step: string) => (header: Header) => header.type === 'word' && header.step === step;

test('a host in between that passes on what is said of the passphrase gets in nowhere, and is not believed', async () => {
  const right = await roomWithWord();
  const thief = await atDoor(right.listening.port);
  const said: Header[] = [];
  const between = await falseHost((header, send) => {
    said.push(header);
    thief.send(header);
    if (header.step === 'start') void thief.find(isStep('reply'), 'the reply').then(send);
  });
  const guest = await triesAt(between.port);
  // The guest's last message proves the passphrase over its own link, which is not the one to the right host.
  expect(await thief.find(isStep('wrong'), 'an answer')).toMatchObject({ code: 'wrong_word' });
  expect(right.members()).toEqual([]);

  // The same messages over another link fit neither its handshake nor the reply that is said there.
  const again = await atDoor(right.listening.port);
  const [start, finish] = said;
  again.send(start as Header);
  await again.find(isStep('reply'), 'another reply');
  again.send(finish as Header);
  expect(await again.find(isStep('wrong'), 'an answer')).toMatchObject({ code: 'wrong_word' });
  expect(right.members()).toEqual([]);

  const welcome = { type: 'welcome', v: 1, session: 'ee'.repeat(16), you: 'm1', members: [], seq: 0 };
  between.dialled[0]?.send?.({ ...welcome, room: { id: between.roomId, name: NAME }, word: 'a'.repeat(64) });
  await until(() => guest.connection.state === 'closed', 'the false host is not believed');
  expect(guest.connection).toMatchObject({ problem: { code: 'false_host' } });
});

test('a host that knows only the name of the room learns nothing from which it could be entered', async () => {
  const lazy = await falseHost((_, send) => send({ type: 'word', step: 'reply', data: 'AAAA' }));
  const guest = await triesAt(lazy.port);
  await until(() => {
    const { connection } = guest;
    return (
      connection.state === 'knocking' && connection.wait.door === 'word' && connection.wait.word.problem !== undefined
    );
  }, 'the guest knows that this is not its passphrase');
  expect(lazy.dialled[0]?.sealed.filter(({ step }) => step === 'finish')).toEqual([]);
});

test.each([
  ['the last message first', [{ step: 'finish', data: 'AAAA', mac: 'a'.repeat(64) }]],
  ['a first message that is none', [{ step: 'start', data: 'AAAA' }]],
  [
    'two first messages at once',
    [
      { step: 'start', data: 'AAAA' },
      { step: 'start', data: 'AAAA' },
    ],
  ],
])('what is said out of turn ends the link, and lets nobody in: %s', async (_, steps) => {
  const right = await roomWithWord();
  const guest = await atDoor(right.listening.port);
  for (const step of steps) guest.send({ type: 'word', ...step });
  await guest.closed();
  expect(guest.received.at(-1)).toMatchObject({ type: 'error', code: 'bad_message' });
  expect(right.members()).toEqual([]);
});
