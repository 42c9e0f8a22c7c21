import { useTranslation } from 'react-i18next';
import { useApp } from '../../stores/hooks.ts';
import { SelectField } from '../../ui/select-field.tsx';

/** An address of this computer; an adapter that is gone since last time stays in the list, so that nothing else is bound in its place unseen. */
export function BindField(props: {
  readonly label: string;
  readonly value: string;
  readonly onPick: (bind: string) => void;
}) {
  const { t } = useTranslation();
  const addresses = useApp(({ localAddresses }) => localAddresses);
  const here = addresses.map(({ address, adapter, internal }) => ({
    value: address,
    text: internal ? t('start.host.bindInternal', { address }) : t('start.host.bindAdapter', { address, adapter }),
  }));
  const options = [{ value: '', text: t('start.host.bindAll') }, ...here];
  const known = options.some(({ value }) => value === props.value);
  return <SelectField {...props} options={known ? options : [...options, { value: props.value, text: props.value }]} />;
}
