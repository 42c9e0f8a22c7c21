import { LoaderCircle } from 'lucide-react';
import classes from './spinner.module.css';

/** Something is under way; the words beside it say what. */
export function Spinner() {
  return <LoaderCircle className={classes.spinner} aria-hidden />;
}
