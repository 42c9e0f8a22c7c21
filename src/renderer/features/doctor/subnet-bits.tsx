import { useTranslation } from 'react-i18next';
import type { BitRow, SubnetComparison } from '../../../shared/doctor/models.ts';
import { classNames } from '../../ui/class-names.ts';
import classes from './subnet-bits.module.css';

/** Bits of a group: an octet of IPv4, a group of IPv6. */
const GROUP_BITS = { IPv4: 8, IPv6: 16 } as const;

/** A group of bits, cut where the network part ends. */
interface Group {
  readonly at: number;
  readonly network: string;
  readonly host: string;
}

function groupsOf(bits: string, size: number, prefix: number): readonly Group[] {
  return Array.from({ length: bits.length / size }, (_, i) => {
    const at = i * size;
    const end = Math.min(at + size, Math.max(at, prefix));
    return { at, network: bits.slice(at, end), host: bits.slice(end, at + size) };
  });
}

/** The network part, with the first bit that differs marked in it. */
function NetworkPart({ text, mark }: { readonly text: string; readonly mark: number | undefined }) {
  if (mark === undefined || mark < 0 || mark >= text.length) return <span className={classes.network}>{text}</span>;
  return (
    <span className={classes.network}>
      {text.slice(0, mark)}
      <mark className={classes.differs}>{text[mark]}</mark>
      {text.slice(mark + 1)}
    </span>
  );
}

interface BitsProps {
  readonly sign: string;
  readonly row: BitRow;
  readonly comparison: SubnetComparison;
  /** The result of an AND: its bits are what counts. */
  readonly result?: boolean;
}

function Bits({ sign, row, comparison, result }: BitsProps) {
  const { family, prefix, differsAt } = comparison;
  return (
    <tr className={classNames(result && classes.result)}>
      <th scope="row">
        <span className={classes.sign} aria-hidden>
          {sign}
        </span>
        <span className={classes.text}>{row.text}</span>
      </th>
      <td>
        <span className={classes.bits} data-family={family}>
          {groupsOf(row.bits, GROUP_BITS[family], prefix).map(({ at, network, host }) => (
            <span key={at} className={classes.group}>
              <NetworkPart text={network} mark={result && differsAt !== undefined ? differsAt - at : undefined} />
              <span className={classes.host}>{host}</span>
            </span>
          ))}
        </span>
      </td>
    </tr>
  );
}

function Verdict({ comparison }: { readonly comparison: SubnetComparison }) {
  const { t } = useTranslation();
  const { same, sameForOther, assumed, otherPrefix, differsAt, prefix, one, other } = comparison;
  const values = { one: one.network.text, other: other.network.text, prefix, bit: (differsAt ?? 0) + 1 };
  return (
    <div className={classes.verdict} data-good={same && sameForOther} role="status">
      <p className={classes.answer}>{t(same ? 'doctor.subnet.same' : 'doctor.subnet.different')}</p>
      <p>{t(same ? 'doctor.subnet.sameWhy' : 'doctor.subnet.differentWhy', values)}</p>
      {assumed && <p>{t('doctor.subnet.assumed', { prefix })}</p>}
      {otherPrefix !== undefined && (
        <p>{t(same === sameForOther ? 'doctor.subnet.masksDiffer' : 'doctor.subnet.disagree', { otherPrefix })}</p>
      )}
    </div>
  );
}

/** The AND of both addresses with the mask, bit by bit, and what follows from it. */
export function SubnetBits({ comparison }: { readonly comparison: SubnetComparison }) {
  const { t } = useTranslation();
  const { one, other, mask } = comparison;
  return (
    <>
      <Verdict comparison={comparison} />
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls in a narrow window and must be reachable by keyboard */}
      <section className={classes.scroll} aria-label={t('doctor.subnet.table')} tabIndex={0}>
        <table className={classes.table}>
          <tbody>
            <Bits sign="" row={one.address} comparison={comparison} />
            <Bits sign="AND" row={mask} comparison={comparison} />
            <Bits sign="=" row={one.network} comparison={comparison} result />
          </tbody>
          <tbody>
            <Bits sign="" row={other.address} comparison={comparison} />
            <Bits sign="AND" row={mask} comparison={comparison} />
            <Bits sign="=" row={other.network} comparison={comparison} result />
          </tbody>
        </table>
      </section>
      <p className={classes.legend}>
        <span>
          <span className={classes.network}>1010</span> {t('doctor.subnet.networkPart')}
        </span>
        <span>
          <span className={classes.host}>0101</span> {t('doctor.subnet.hostPart')}
        </span>
      </p>
    </>
  );
}
