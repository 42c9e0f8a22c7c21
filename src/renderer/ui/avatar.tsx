import classes from './avatar.module.css';
import { initialsOf, toneOf } from './avatar.ts';

/** A member's initials on its colour; decoration, since the name always stands beside it. */
export function Avatar({ id, nick }: { readonly id: string; readonly nick: string }) {
  return (
    <span className={classes.avatar} data-tone={toneOf(id)} aria-hidden>
      {initialsOf(nick)}
    </span>
  );
}
