import classes from './avatar.module.css';
import { initialsOf, toneOf } from './avatar.ts';

export interface AvatarProps {
  /** Always has the same colour. */
  readonly id: string;
  readonly nick: string;
  /** The colour that this person chose for this window; without one it follows from the id. */
  readonly tone?: number | undefined;
  /** A person is round, a room is not. */
  readonly shape?: 'person' | 'room';
}

/** A member's or a room's initials on its colour; decoration, since the name always stands beside it. */
export function Avatar({ id, nick, tone, shape = 'person' }: AvatarProps) {
  return (
    <span className={classes.avatar} data-tone={tone ?? toneOf(id)} data-shape={shape} aria-hidden>
      {initialsOf(nick)}
    </span>
  );
}
