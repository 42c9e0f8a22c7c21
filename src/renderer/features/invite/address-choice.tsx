import { useTranslation } from 'react-i18next';
import { ChoiceCard } from '../../ui/choice-card.tsx';
import classes from './address-choice.module.css';
import { type InviteAddress, isBest, subnetText } from './invite-addresses.ts';

export interface AddressChoiceProps {
  readonly addresses: readonly InviteAddress[];
  /** The text of the one that is chosen. */
  readonly chosen: string;
  readonly onChoose: (text: string) => void;
}

/** Each address of the room: which network it is on, and who is to use it. */
export function AddressChoice({ addresses, chosen, onChoose }: AddressChoiceProps) {
  const { t } = useTranslation();
  return (
    <fieldset className={classes.addresses}>
      <legend>{t('invite.which')}</legend>
      {addresses.map((one) => {
        const { text, network } = one;
        return (
          <ChoiceCard
            key={text}
            group="invite-address"
            value={text}
            chosen={text === chosen}
            onChoose={() => onChoose(text)}
          >
            <span className={classes.line}>
              <span className={classes.text}>{text}</span>
              {isBest(one) && <span className={classes.best}>{t('invite.best')}</span>}
            </span>
            <span className={classes.what}>
              {network
                ? t(`invite.for.${network.kind}`, { subnet: subnetText(network), adapter: network.adapter })
                : t('invite.for.unknown')}
            </span>
          </ChoiceCard>
        );
      })}
    </fieldset>
  );
}
