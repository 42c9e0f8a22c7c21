import { useEffect, useRef, useState } from 'react';
import { changeSetting } from '../../../stores/settings/settings-screen.ts';
import fields from '../../../ui/field.module.css';
import { type ControlProps, useSetting } from './control.ts';
import classes from './controls.module.css';

/** What was typed, as the setting takes it, or why it does not. */
export type ReadText = { readonly value: unknown } | { readonly problem: string };

export interface TextControlProps extends ControlProps {
  readonly read: (text: string) => ReadText;
  /** Why main did not take what was read. */
  readonly refused: string;
  readonly placeholder?: string;
  readonly numeric?: boolean;
}

/**
 * A line of text. It counts once it is left, with Enter or otherwise, so that no half-written name goes to anybody;
 * what can't be taken is said at once, and the setting stays.
 */
export function TextControl(props: TextControlProps) {
  const { setting, id, describedBy, read, refused, placeholder, numeric } = props;
  const saved = String(useSetting(setting));
  // Undefined until typed, so that a reset or an import shows.
  const [typed, setTyped] = useState<string>();
  const [wasRefused, setRefused] = useState(false);
  const result = typed === undefined ? undefined : read(typed);
  const problem = wasRefused ? refused : result && 'problem' in result ? result.problem : undefined;

  const keep = async () => {
    if (result === undefined || !('value' in result)) return;
    const failed = await changeSetting(setting, result.value);
    setRefused(failed !== undefined);
    if (!failed) setTyped(undefined);
  };
  const latest = useRef(keep);
  latest.current = keep;
  // Closing the screen leaves the line as well.
  useEffect(() => () => void latest.current(), []);
  return (
    <div className={classes.text}>
      <input
        id={id}
        className={fields.input}
        value={typed ?? saved}
        placeholder={placeholder}
        inputMode={numeric ? 'numeric' : undefined}
        autoComplete="off"
        spellCheck={false}
        aria-invalid={problem !== undefined}
        aria-describedby={problem === undefined ? describedBy : `${describedBy} ${id}-problem`}
        onChange={(event) => {
          setRefused(false);
          setTyped(event.currentTarget.value);
        }}
        onBlur={() => void keep()}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && !event.nativeEvent.isComposing) void keep();
        }}
      />
      {problem !== undefined && (
        <p id={`${id}-problem`} className={fields.problem} role="alert">
          {problem}
        </p>
      )}
    </div>
  );
}
