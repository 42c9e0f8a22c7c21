import { expect, it } from 'vitest';
import type { Member } from '../models.ts';
import type { MemberChanges } from './place-models.ts';
import { withChange, withMembers } from './room-changes.ts';

const member = (id: string, nick = id): Member => ({ id, nick, host: false });
const [ada, ben, cy] = ['ada', 'ben', 'cy'].map((id) => member(id)) as [Member, Member, Member];

it('takes who came and went; who is called otherwise stands at the end', () => {
  const changes = { came: [cy, member('ada', 'Eva')], left: ['ben'] };
  expect(withMembers([ada, ben], changes)).toEqual([cy, member('ada', 'Eva')]);
  expect(withMembers([ada, ben], { all: [cy], came: [], left: [] })).toEqual([cy]);
});

it.each<[string, MemberChanges, MemberChanges]>([
  ['somebody who came goes', { came: [cy], left: [] }, { came: [], left: ['cy'] }],
  ['somebody who went comes back', { came: [], left: ['ada'] }, { came: [member('ada', 'Eva')], left: [] }],
  ['somebody takes two names', { came: [member('ben', 'B')], left: [] }, { came: [member('ben', 'Bo')], left: [] }],
  ['a welcome is followed by a leave', { all: [ada, cy], came: [], left: [] }, { came: [], left: ['ada'] }],
  ['a leave is followed by a welcome', { came: [], left: ['ada'] }, { all: [ada, ben, cy], came: [], left: [] }],
])('says with one change what two say: %s', (_what, first, then) => {
  const one = withChange({ view: { newest: 1 }, members: first }, { view: { newest: 2 }, members: then });
  const members = [ada, ben];
  expect(withMembers(members, one.members as MemberChanges)).toEqual(withMembers(withMembers(members, first), then));
  expect(one.view).toEqual({ newest: 2 });
});
