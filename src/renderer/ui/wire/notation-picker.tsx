import { useTranslation } from 'react-i18next';
import { Segmented } from '../segmented.tsx';
import { SmallSelect } from '../small-select.tsx';
import { NOTATIONS, type Notation } from './byte-view.tsx';
import { TEXT_ENCODINGS, type TextEncoding } from './characters.ts';
import classes from './notation-picker.module.css';

export interface NotationPickerProps {
  readonly notation: Notation;
  readonly encoding: TextEncoding;
  readonly onNotation: (notation: Notation) => void;
  readonly onEncoding: (encoding: TextEncoding) => void;
}

/** Names that are the same in every language. */
export const ENCODING_NAMES: Readonly<Record<TextEncoding, string>> = {
  'utf-8': 'UTF-8',
  gbk: 'GBK',
  latin1: 'Latin-1',
};

/** How bytes are to be written, and which encoding their text is read in. */
export function NotationPicker({ notation, encoding, onNotation, onEncoding }: NotationPickerProps) {
  const { t } = useTranslation();
  return (
    <div className={classes.picker}>
      <Segmented<Notation>
        label={t('bytes.notation')}
        value={notation}
        onPick={onNotation}
        segments={NOTATIONS.map((value) => ({ value, text: t(`bytes.as.${value}`) }))}
      />
      <SmallSelect
        label={t('bytes.encoding')}
        value={encoding}
        disabled={notation === 'numbers'}
        onPick={onEncoding}
        options={TEXT_ENCODINGS.map((value) => ({ value, text: ENCODING_NAMES[value] }))}
      />
    </div>
  );
}
