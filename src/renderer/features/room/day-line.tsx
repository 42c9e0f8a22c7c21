import classes from './conversation.module.css';

/** Stands above the first row of a day. */
export function DayLine({ text }: { readonly text: string }) {
  return (
    <p className={classes.day}>
      <span>{text}</span>
    </p>
  );
}
