import { describe, expect, it } from 'vitest';
import { RoomRig } from '../../../tests/support/rigs/room-rig.ts';
import { someSealedWords } from '../../../tests/support/secure/sealed-samples.ts';

const say = (id: string, sealed: object) => ({ type: 'say', id, text: '', sealed });

describe('sealed words', () => {
  it('are an event as any other, in everybody’s log as they were said, and once', async () => {
    const { words, author } = await someSealedWords('s1');
    const rig = new RoomRig();
    const [ada, ben] = [rig.join(), rig.join({ nick: 'Ben' })];
    ada.identity = author;
    ada.hears();
    ada.sends(say('s1', words), say('s1', words));
    rig.turn();
    expect(ben.hears()).toMatchObject([{ type: 'event', seq: 3, kind: 'sealed', from: 'm1', text: '', sealed: words }]);
    expect(ada.hears().filter(({ type }) => type === 'accepted')).toMatchObject([{ seq: 3 }, { seq: 3 }]);
    expect(rig.store.events.at(-1)).toMatchObject({ kind: 'sealed', sealed: words });
  });

  it('are refused from who has no card, and under the card of another', async () => {
    const { words, author } = await someSealedWords('s1');
    const rig = new RoomRig();
    const [ada, eve] = [rig.join(), rig.join({ nick: 'Eve' })];
    eve.identity = { ...author, key: 'f'.repeat(64) };
    for (const peer of [ada, eve]) {
      peer.hears();
      peer.sends(say('s1', words));
      rig.turn();
      expect(peer.hears()).toMatchObject([{ type: 'refused', id: 's1', code: 'not_your_card' }]);
    }
  });

  it('have nothing in clear beside them, and the form of sealed words', async () => {
    const { words, author } = await someSealedWords('s1');
    const wrong = [
      { ...say('s1', words), text: 'and in clear' },
      { ...say('s1', words), reply_to: 1 },
      say('s1', { ...words, to: [] }),
      say('s1', { ...words, box: 'AAAA' }),
    ];
    for (const header of wrong) {
      const rig = new RoomRig();
      const ada = rig.join();
      ada.identity = author;
      ada.hears();
      ada.sends(header);
      rig.turn();
      expect(ada.hears()).toMatchObject([{ type: 'error', code: 'bad_message' }]);
    }
  });
});
