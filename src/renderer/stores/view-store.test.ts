import { beforeEach, expect, test } from 'vitest';
import { NOTHING_UNREAD } from './conversation/unread.ts';
import { shownRoom } from './places/open-places.ts';
import { showView, viewStore } from './view-store.ts';

beforeEach(() => {
  viewStore.setState({ view: 'chat' });
  shownRoom().setState({ unread: NOTHING_UNREAD });
});

test('counts as not reading whoever looks at something else', () => {
  showView('lab');
  expect(shownRoom().getState().unread.atBottom).toBe(false);
});

test('leaves it to the conversation to say that it is read again', () => {
  showView('lab');
  showView('chat');
  expect(viewStore.getState().view).toBe('chat');
  expect(shownRoom().getState().unread.atBottom).toBe(false);
});

test('changes nothing for the view that is shown already', () => {
  showView('chat');
  expect(shownRoom().getState().unread).toBe(NOTHING_UNREAD);
});
