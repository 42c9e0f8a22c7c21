import { useTranslation } from 'react-i18next';
import { chooseInLab } from '../../stores/lab/form-store.ts';
import { useChoices } from '../../stores/lab/hooks.ts';
import { SmallSelect } from '../../ui/small-select.tsx';
import { TEXT_ENCODINGS } from '../../ui/wire/characters.ts';
import { ENCODING_NAMES } from '../../ui/wire/notation-picker.tsx';

/** How what one types becomes bytes, and what is put behind it. */
export function EncodingChoice() {
  const { t } = useTranslation();
  const { encoding, ending } = useChoices();
  const encodings = TEXT_ENCODINGS.map((value) => ({ value, text: ENCODING_NAMES[value] }));
  return (
    <>
      <SmallSelect
        label={t('lab.send.encoding')}
        value={encoding}
        options={[...encodings, { value: 'hex', text: t('bytes.as.hex') }]}
        onPick={(next) => void chooseInLab({ encoding: next })}
      />
      <SmallSelect
        label={t('lab.send.ending')}
        value={encoding === 'hex' ? 'none' : ending}
        disabled={encoding === 'hex'}
        options={(['none', 'lf', 'crlf'] as const).map((value) => ({ value, text: t(`lab.send.endings.${value}`) }))}
        onPick={(next) => void chooseInLab({ ending: next })}
      />
    </>
  );
}
