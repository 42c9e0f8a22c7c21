import type { ComponentProps } from 'react';
import classes from './button.module.css';
import { classNames } from './class-names.ts';

export interface ButtonProps extends ComponentProps<'button'> {
  /** `primary` once per screen or dialog; `danger` where something ends for others. */
  readonly tone?: 'primary' | 'plain' | 'ghost' | 'danger';
  readonly small?: boolean;
  /** Square, for an icon alone; needs an `aria-label`. */
  readonly square?: boolean;
}

export function Button({ tone = 'plain', small, square, className, type = 'button', ...rest }: ButtonProps) {
  const names = classNames(classes.button, classes[tone], small && classes.small, square && classes.square, className);
  return <button type={type} className={names} {...rest} />;
}
