import { describe, expect, it } from 'vitest';
import type { SubnetComparison } from '../../shared/doctor/models.ts';
import { compareSubnets } from './compare-subnets.ts';

function compared(one: string, other: string): SubnetComparison {
  const result = compareSubnets(one, other);
  if (!result.ok) throw new Error(result.problem.code);
  return result.value;
}

function codeOf(one: string, other: string): string | undefined {
  const result = compareSubnets(one, other);
  return result.ok ? undefined : result.problem.code;
}

describe('are two addresses in one subnet', () => {
  it('works out the AND of both with the mask', () => {
    const { one, other, mask, same, differsAt } = compared('192.168.1.20/24', '192.168.2.7');
    expect(one.network.text).toBe('192.168.1.0');
    expect(other.network.text).toBe('192.168.2.0');
    expect(mask.bits).toBe('11111111111111111111111100000000');
    expect(one.network.bits).toBe('11000000101010000000000100000000');
    expect({ same, differsAt }).toEqual({ same: false, differsAt: 22 });
  });

  it('takes a mask in either notation, and finds that a wider one joins the two', () => {
    const { prefix, same, differsAt } = compared('192.168.1.20/255.255.252.0', ' 192.168.2.7 ');
    expect({ prefix, same, differsAt }).toEqual({ prefix: 22, same: true, differsAt: undefined });
  });

  it('reads addresses as Chinese keyboards type them', () => {
    const typed = compareSubnets('１９２。168．1.20／24', '192.168.1.30');
    expect(typed).toEqual(compareSubnets('192.168.1.20/24', '192.168.1.30'));
    expect(typed.ok).toBe(true);
  });

  it('takes the usual mask where none is given, and says so', () => {
    expect(compared('10.0.0.1', '10.0.0.2')).toMatchObject({ prefix: 24, assumed: true, same: true });
    expect(compared('fd00::1', 'fd00:0:0:1::2')).toMatchObject({
      prefix: 64,
      assumed: true,
      same: false,
      differsAt: 63,
    });
    expect(compared('10.0.0.1/24', '10.0.0.2').assumed).toBe(false);
  });

  it('finds that two masks can disagree: one sends directly, the other over a router', () => {
    expect(compared('10.0.1.1/16', '10.0.2.2/24')).toMatchObject({ same: true, otherPrefix: 24, sameForOther: false });
    expect(compared('10.0.1.1/24', '10.0.1.2/24').otherPrefix).toBeUndefined();
  });

  it('has every address in one subnet with a prefix of nothing, and only itself with all bits', () => {
    expect(compared('1.2.3.4/0', '250.1.1.1').same).toBe(true);
    expect(compared('fd00::1/128', 'fd00::2')).toMatchObject({ same: false, differsAt: 126 });
  });

  it('refuses what is no address, no mask, or of two families', () => {
    expect(codeOf('ten', '10.0.0.1')).toBe('bad_ip');
    expect(codeOf('10.0.0.1', '')).toBe('bad_ip');
    expect(codeOf('10.0.0.1/24/3', '10.0.0.1')).toBe('bad_ip');
    expect(codeOf('10.0.0.1/33', '10.0.0.1')).toBe('bad_prefix');
    expect(codeOf('10.0.0.1/', '10.0.0.1')).toBe('bad_prefix');
    expect(codeOf('10.0.0.1/255.0.255.0', '10.0.0.1')).toBe('bad_prefix');
    expect(codeOf('10.0.0.1', 'fd00::1/129')).toBe('bad_prefix');
    expect(codeOf('10.0.0.1', 'fd00::1')).toBe('families_differ');
  });
});
