import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { newIdentity, SAMPLE_ROOM, sealedBy } from '../../../tests/support/secure/sealed-samples.ts';
import { cardText, type Identity } from '../../core/secure/identity-card.ts';
import { claimsIn } from '../../core/secure/sealed-words/sealed-row.ts';
import { encodeFrame } from '../../core/wire/frame-writer.ts';
import type { Member, OutboxItem, RoomEvent } from '../../shared/models.ts';
import type { PrivateMessage } from '../../shared/sealed/private-models.ts';
import type { SealedContent, SealedWords } from '../../shared/sealed/sealed-models.ts';
import { MemberStore } from '../store/member-store.ts';
import type { KnownPerson } from './private-people.ts';
import { type PrivateParts, PrivateWords } from './private-words.ts';

const [ada, ben, cy] = [newIdentity(), newIdentity(), newIdentity()] as const;
const member = (id: string, nick: string, who?: Identity): Member => ({
  ...{ id, nick, host: false },
  ...(who && { card: cardText(who.card) }),
});
const text = (words: string): SealedContent => ({ kind: 'text', text: words });

/** Ben in a room, with a store on disk and without a network. */
class Rig {
  readonly folder = mkdtempSync(join(tmpdir(), 'partyline-private-'));
  readonly store = open(join(this.folder, 'copy.sqlite'));
  members: Member[] = [member('m1', 'Ada', ada), member('m2', 'Ben', ben), member('m3', 'Cy', cy)];
  readonly known = new Map<string, KnownPerson>();
  readonly opened: PrivateMessage[][] = [];
  readonly said: OutboxItem[] = [];
  canSeal = true;
  #seq = 0;
  readonly words = new PrivateWords({
    identity: ben,
    guest: guestOf(this),
    known: (key) => this.known.get(key),
    opened: (messages) => this.opened.push([...messages]),
  });

  /** Events come, as from the host: first noted and kept, then handed on. */
  comes(...events: { id: string; sealed: SealedWords; from?: string; nick?: string }[]): readonly RoomEvent[] {
    const numbered = events.map(({ id, sealed, from = 'm1', nick = 'Ada' }): RoomEvent => {
      this.#seq += 1;
      return { seq: this.#seq, at: 1_000 + this.#seq, kind: 'sealed', id, from, nick, text: '', sealed };
    });
    for (const row of claimsIn(numbered, ben.card.key)) this.store.sealed.note(row);
    for (const event of numbered) {
      const frames = encodeFrame({ type: 'event', ...event });
      this.store.append({ first: event.seq, next: event.seq + 1, frames });
    }
    this.words.came(numbered);
    return numbered;
  }

  /** All that was opened so far, once what came is. */
  async reads(): Promise<readonly (SealedContent | undefined)[]> {
    await this.words.settled;
    return this.opened.flat().map(({ content }) => content);
  }
}

function guestOf(rig: Rig): PrivateParts['guest'] {
  return {
    room: { id: SAMPLE_ROOM, name: 'Studio' },
    you: 'm2',
    get members() {
      return rig.members;
    },
    get canSeal() {
      return rig.canSeal;
    },
    sealed: rig.store,
    outbox: rig.said,
    nextId: () => `b-${rig.said.length + 1}`,
    saySealed: (id, sealed) => {
      const item = { id, text: '', sealed, at: 5, state: 'waiting' as const };
      rig.said.push(item);
      return { ok: true, value: item };
    },
  };
}

function open(path: string): MemberStore {
  const opened = MemberStore.open(path);
  if (!opened.ok) throw new Error(opened.problem.text);
  return opened.value;
}

let rig: Rig;
beforeEach(() => {
  rig = new Rig();
});
afterEach(() => {
  rig.store.close();
  rig.words.forget();
  rmSync(rig.folder, { recursive: true });
});

describe('what comes', () => {
  it('is opened in its order, and what is for others is nobody else’s', async () => {
    const [one, two, notOurs] = await Promise.all([
      sealedBy(ada, [ben], { id: '1', content: text('one') }),
      sealedBy(ada, [ben, cy], { id: '2', content: text('two') }),
      sealedBy(ada, [cy], { id: '3', content: text('not for Ben') }),
    ]);
    rig.comes({ id: '1', sealed: one }, { id: '2', sealed: two });
    rig.comes({ id: '3', sealed: notOurs });
    expect(await rig.reads()).toEqual([text('one'), text('two')]);
    expect(rig.opened.flat().map(({ conversation }) => conversation)).toEqual([
      ada.card.key,
      [ada.card.key, cy.card.key].sort().join(','),
    ]);
    expect(rig.words.cards().map(({ unread, newest }) => [unread, newest])).toEqual([
      [1, 2],
      [1, 1],
    ]);
  });

  it('is found again a page at a time, and counted until it is read', async () => {
    for (const id of ['1', '2', '3']) rig.comes({ id, sealed: await sealedBy(ada, [ben], { id, content: text(id) }) });
    await rig.reads();
    const page = await rig.words.history(ada.card.key, 3, 1);
    expect(page.map(({ content }) => content)).toEqual([text('2')]);
    expect(await rig.words.history(ada.card.key, 1, 5)).toEqual([]);
    rig.words.readTo(ada.card.key, 2);
    expect(rig.words.cards()[0]).toMatchObject({ unread: 1, newest: 3 });
  });

  it('is shown once: a repetition of it is passed over', async () => {
    const sealed = await sealedBy(ada, [ben], { id: '1', content: text('once') });
    rig.comes({ id: '1', sealed });
    rig.comes({ id: '1', sealed });
    expect(await rig.reads()).toEqual([text('once')]);
  });

  it('that can’t be opened is shown as that', async () => {
    rig.comes({ id: 'other', sealed: await sealedBy(ada, [ben], { id: '1', content: text('x') }) });
    const elsewhere = { id: '2', content: text('x'), room: 'f'.repeat(32) };
    rig.comes({ id: '2', sealed: await sealedBy(ada, [ben], elsewhere) });
    await rig.reads();
    expect(rig.opened.flat()).toMatchObject([
      { problem: 'unopened', content: undefined, key: ada.card.key },
      { problem: 'unopened', content: undefined },
    ]);
  });

  it('under the name of a member with another key is shown as another’s', async () => {
    rig.comes({ id: '1', sealed: await sealedBy(cy, [ben], { id: '1', content: text('I am Ada') }), from: 'm1' });
    await rig.reads();
    expect(rig.opened.flat()).toMatchObject([{ problem: 'other_card', key: cy.card.key }]);
  });
});

describe('what is said', () => {
  it('is sealed to those of the conversation, waits readable for its author, and is refused where nothing can be sealed', async () => {
    const both = [ada.card.key, cy.card.key].sort().join(',');
    expect(await rig.words.say(both, text('hello you two'))).toMatchObject({ ok: true });
    const sealed = rig.said[0]?.sealed;
    expect(sealed?.to.toSorted().join(',')).toBe(both);
    expect(JSON.stringify(rig.said)).not.toContain('hello');
    expect(await rig.words.waiting()).toMatchObject([
      { conversation: both, id: 'b-1', content: text('hello you two') },
    ]);
    rig.words.forget();
    expect(await rig.words.waiting()).toMatchObject([{ content: text('hello you two') }]);
    expect(await rig.words.say(both, text('   '))).toMatchObject({ problem: { code: 'text_empty' } });
    rig.canSeal = false;
    expect(await rig.words.say(both, text('x'))).toMatchObject({ problem: { code: 'host_cannot_seal' } });
  });

  it('goes to who is away, and stops where another key is under a name', async () => {
    rig.members = rig.members.filter(({ id }) => id !== 'm1');
    const key = ada.card.key;
    expect(rig.words.people(key)).toMatchObject([{ standing: 'unknown' }]);
    expect(await rig.words.say(key, text('x'))).toMatchObject({ problem: { code: 'recipient_unknown' } });
    rig.known.set(key, { card: cardText(ada.card), nick: 'Ada' });
    expect(rig.words.people(key)).toMatchObject([{ standing: 'away', nick: 'Ada' }]);
    expect(await rig.words.say(key, text('x'))).toMatchObject({ ok: true });
    rig.members = [...rig.members, member('m9', 'Ada', newIdentity())];
    expect(rig.words.people(key)).toMatchObject([{ standing: 'changed', nick: 'Ada' }]);
    expect(await rig.words.say(key, text('x'))).toMatchObject({
      problem: { code: 'recipient_key_changed', detail: { nick: 'Ada' } },
    });
    expect(rig.said).toHaveLength(1);
  });

  it('to nobody with a card is not sealed for a card that is somebody else’s', async () => {
    rig.known.set('f'.repeat(64), { card: cardText(cy.card), nick: 'Eve' });
    expect(await rig.words.say('f'.repeat(64), text('x'))).toMatchObject({ problem: { code: 'recipient_unknown' } });
  });
});
