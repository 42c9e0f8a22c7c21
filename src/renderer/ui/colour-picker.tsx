import { Check, Shuffle } from 'lucide-react';
import { RadioGroup } from 'radix-ui';
import { useTranslation } from 'react-i18next';
import { COLOURS, type Colour } from '../../shared/colours.ts';
import type { Settings } from '../../shared/settings.ts';
import { toneOfColour } from './avatar.ts';
import classes from './colour-picker.module.css';
import { Tooltip } from './tooltip.tsx';

export interface ColourPickerProps {
  readonly label: string;
  readonly describedBy?: string;
  readonly colour: Settings['colour'];
  readonly onPick: (colour: Settings['colour']) => void;
}

/** One of the colours, each named for who does not see it, or none. */
export function ColourPicker({ label, describedBy, colour, onPick }: ColourPickerProps) {
  const { t } = useTranslation();
  return (
    <RadioGroup.Root
      className={classes.colours}
      aria-label={label}
      aria-describedby={describedBy}
      value={colour}
      orientation="horizontal"
      onValueChange={(next) => onPick(next as Colour | 'auto')}
    >
      {(['auto', ...COLOURS] as const).map((one) => (
        <Tooltip
          key={one}
          text={t(`settings.colours.${one}`)}
          trigger={
            <RadioGroup.Item
              value={one}
              className={classes.colour}
              data-tone={toneOfColour(one)}
              aria-label={t(`settings.colours.${one}`)}
            >
              {one === 'auto' ? <Shuffle aria-hidden /> : colour === one && <Check aria-hidden />}
            </RadioGroup.Item>
          }
        />
      ))}
    </RadioGroup.Root>
  );
}
