import { useEffect } from 'react';
import { detailsStore, loadPerson } from '../../stores/details-store.ts';
import { closeDialog } from '../../stores/dialog-store.ts';
import { manage } from '../../stores/door-actions.ts';
import { useDetails, useRoom } from '../../stores/hooks.ts';
import { mention } from '../../stores/room-actions.ts';
import { PersonPowers } from '../door/person-powers.tsx';
import { PersonIdentity } from '../identity/person-identity.tsx';
import { WritePrivately } from '../private/write-privately-button.tsx';
import { useNames } from '../room/members-panel.tsx';
import { PersonCard } from './person-card.tsx';

export interface ShownPersonProps {
  /** Member id. */
  readonly member: string;
  /** What they were called where their card was asked for. */
  readonly nick: string;
}

/** The card of somebody in the room that is shown, also of who left it. */
export function ShownPerson({ member, nick: nickThen }: ShownPersonProps) {
  const room = useRoom((state) => state.room);
  const names = useNames();
  const { person, problem } = useDetails((state) => state);
  const here = room?.members.find(({ id }) => id === member);
  const nick = here?.nick ?? nickThen;
  const key = room?.key;
  const isHere = here !== undefined;
  // Whoever comes or goes while the card is open is told of anew.
  // biome-ignore lint/correctness/useExhaustiveDependencies: isHere is what makes it ask again
  useEffect(() => {
    if (key !== undefined) void loadPerson(key, member, nick);
  }, [key, member, nick, isHere]);
  useEffect(() => () => detailsStore.setState({ person: undefined }), []);
  if (!room) return null;
  const self = room.members.find(({ id }) => id === room.you);
  const power = room.role === 'host' ? 'host' : self?.role;
  return (
    <PersonCard
      id={member}
      nick={nick}
      name={names.get(member) ?? nick}
      isYou={member === room.you}
      isHost={here?.host === true}
      isPlain={here?.plain === true}
      isModerator={here?.role === 'moderator'}
      powers={
        power && here && !here.host && member !== room.you ? (
          <PersonPowers
            member={member}
            name={names.get(member) ?? nick}
            isModerator={here.role === 'moderator'}
            power={power}
            onManage={manage}
          />
        ) : undefined
      }
      isHere={isHere}
      isHostedHere={room.role === 'host'}
      details={person}
      problem={problem}
      privately={<WritePrivately member={here} name={names.get(member) ?? nick} />}
      identity={here && <PersonIdentity member={here} name={names.get(member) ?? nick} isYou={member === room.you} />}
      onMention={() => {
        closeDialog();
        mention(nick);
      }}
      onClose={closeDialog}
    />
  );
}
