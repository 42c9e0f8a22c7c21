import { SelectField } from '../../ui/select-field.tsx';
import { choicesWith } from './choices.ts';

export interface AmountFieldProps {
  readonly label: string;
  readonly value: number;
  /** Smallest first. */
  readonly usual: readonly number[];
  readonly textOf: (amount: number) => string;
  readonly onPick: (amount: number) => void;
}

/** An amount out of a few. */
export function AmountField({ label, value, usual, textOf, onPick }: AmountFieldProps) {
  const options = choicesWith(value, usual).map((amount) => ({ value: String(amount), text: textOf(amount) }));
  return <SelectField label={label} value={String(value)} options={options} onPick={(next) => onPick(Number(next))} />;
}
