import { describe, expect, it } from 'vitest';
import { DEFAULT_SETTINGS } from '../../shared/settings-defaults.ts';
import { WINDOW_LIMITS } from '../window-limits.ts';
import { type DeskView, type Heard, NoticeDesk, type NoticePlace } from './notice-desk.ts';

const { noticePaceMs: PACE, smallRoomMembers } = WINDOW_LIMITS;

const STUDIO = 'a'.repeat(16);
const HALL = 'b'.repeat(16);
const NOW = 1_000_000;
const studio: NoticePlace = { name: 'Studio', members: 3, isMuted: false, notices: 'default' };
const hall: NoticePlace = { name: 'Hall', members: smallRoomMembers + 1, isMuted: false, notices: 'default' };

function view({ studio: change = {}, ...rest }: Partial<DeskView> & { studio?: object } = {}): DeskView {
  const places = new Map([
    [STUDIO, { ...studio, ...change }],
    [HALL, hall],
  ]);
  return { places, settings: DEFAULT_SETTINGS, isQuiet: false, looksAt: undefined, now: NOW, ...rest };
}

function said(key: string, text: string, isForMe = false): Heard {
  return { key, nick: 'Ben', text, isFile: false, isForMe };
}

/** In short: what was shown with its count, what was withdrawn. */
function brief(deeds: ReturnType<NoticeDesk['heard']>): string[] {
  return deeds.map((deed) => {
    if (deed.kind === 'show') return `${deed.notice.room} ${deed.notice.count} ${deed.notice.last.text}`;
    return deed.kind === 'sound' ? 'sound' : `withdraw ${deed.key[0]}`;
  });
}

describe('NoticeDesk', () => {
  it('tells of each message in a small room, and in a large one of those that name this person', () => {
    const desk = new NoticeDesk();
    expect(brief(desk.heard([said(STUDIO, 'hi'), said(HALL, 'hi')], view()))).toEqual(['Studio 1 hi']);
    expect(brief(desk.heard([said(HALL, 'hi Ada', true)], view()))).toEqual(['Hall 1 hi Ada']);
  });

  it('does as the room is set: all, mentions, none, muted', () => {
    const told = (studioNow: object, isForMe = false) =>
      brief(new NoticeDesk().heard([said(STUDIO, 'hi', isForMe)], view({ studio: studioNow })));
    expect(told({ notices: 'all', members: 500 })).toEqual(['Studio 1 hi']);
    expect(told({ notices: 'mentions' })).toEqual([]);
    expect(told({ notices: 'mentions' }, true)).toEqual(['Studio 1 hi']);
    expect(told({ notices: 'none' }, true)).toEqual([]);
    expect(told({ notices: 'all', isMuted: true }, true)).toEqual([]);
  });

  it('is silent about the room that somebody looks at, a room that is gone, and while nobody wants to be disturbed', () => {
    const told = (change: Partial<DeskView>) => brief(new NoticeDesk().heard([said(STUDIO, 'hi', true)], view(change)));
    expect(told({ looksAt: STUDIO })).toEqual([]);
    expect(told({ looksAt: HALL })).toEqual(['Studio 1 hi']);
    expect(told({ places: new Map() })).toEqual([]);
    expect(told({ isQuiet: true })).toEqual([]);
  });

  it('gathers what comes quickly into one notification, which counts', () => {
    const desk = new NoticeDesk();
    desk.heard([said(STUDIO, 'one')], view());
    expect(brief(desk.heard([said(STUDIO, 'two')], view({ now: NOW + 10 })))).toEqual([]);
    expect(brief(desk.heard([said(STUDIO, 'three')], view({ now: NOW + 20 })))).toEqual([]);
    expect(desk.nextAt).toBe(NOW + PACE);
    expect(brief(desk.due(view({ now: NOW + PACE - 1 })))).toEqual([]);
    expect(brief(desk.due(view({ now: NOW + PACE })))).toEqual(['Studio 3 three']);
    expect(desk.nextAt).toBeUndefined();
    expect(brief(desk.due(view({ now: NOW + 9 * PACE })))).toEqual([]);
  });

  it('does not keep waiting the first that names this person, but those after it', () => {
    const desk = new NoticeDesk();
    desk.heard([said(STUDIO, 'one')], view());
    expect(brief(desk.heard([said(STUDIO, 'Ada?', true)], view({ now: NOW + 1 })))).toEqual(['Studio 2 Ada?']);
    expect(brief(desk.heard([said(STUDIO, 'Ada!!', true)], view({ now: NOW + 2 })))).toEqual([]);
  });

  it('takes a notification back when somebody looks, mutes the room, leaves it, or asks for silence', () => {
    const gone = (change: Parameters<typeof view>[0]) => {
      const desk = new NoticeDesk();
      desk.heard([said(STUDIO, 'hi')], view());
      return brief(desk.changed(view(change)));
    };
    expect(gone({})).toEqual([]);
    expect(gone({ looksAt: STUDIO })).toEqual(['withdraw a']);
    expect(gone({ studio: { isMuted: true } })).toEqual(['withdraw a']);
    expect(gone({ places: new Map() })).toEqual(['withdraw a']);
    expect(gone({ isQuiet: true })).toEqual(['withdraw a']);
  });

  it('says nothing more of what waited when somebody looked meanwhile', () => {
    const desk = new NoticeDesk();
    desk.heard([said(STUDIO, 'one'), said(STUDIO, 'two')], view());
    desk.heard([said(STUDIO, 'three')], view());
    desk.changed(view({ looksAt: STUDIO }));
    expect(desk.nextAt).toBeUndefined();
    expect(brief(desk.due(view({ now: NOW + PACE })))).toEqual([]);
  });

  it('counts anew after somebody answered', () => {
    const desk = new NoticeDesk();
    desk.heard([said(STUDIO, 'one'), said(STUDIO, 'two')], view());
    desk.answered(STUDIO);
    expect(brief(desk.heard([said(STUDIO, 'three')], view({ now: NOW + 1 })))).toEqual(['Studio 1 three']);
  });

  it('makes one sound for all that it tells of at once, where sounds are wanted', () => {
    const settings = { ...DEFAULT_SETTINGS, sounds: true };
    const both = [said(STUDIO, 'hi'), said(HALL, 'Ada!', true)];
    expect(brief(new NoticeDesk().heard(both, view({ settings })))).toEqual(['Studio 1 hi', 'Hall 1 Ada!', 'sound']);
    expect(brief(new NoticeDesk().heard([said(HALL, 'hi')], view({ settings })))).toEqual([]);
  });
});
