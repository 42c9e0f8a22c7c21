import { parseBind } from '../../shared/address.ts';
import { failure, type Result, success } from '../../shared/error-codes.ts';
import { HABIT_TRAITS, type HabitOption } from '../../shared/lab/habits.ts';
import type { LabServerConfig } from '../../shared/lab/lab-config.ts';
import { isLoopback, numericAddress } from '../net/plain-address.ts';
import { openFile } from './file-to-send.ts';

/**
 * Looks whether a server can be made of this. Fails with `transport_unavailable`, `option_missing`, `file_unreadable`,
 * `outside_unconfirmed`, or with why the name to bind was not found.
 * @returns the configuration with the address to bind as a number
 */
export async function checkConfig(config: LabServerConfig): Promise<Result<LabServerConfig>> {
  const possible = checkTraits(config);
  if (!possible.ok) return possible;
  if (config.habit === 'file') {
    const file = await openFile(config.file ?? '');
    if (!file.ok) return file;
    await file.value.close();
  }
  const bind = parseBind(config.bind);
  if (!bind.ok) return bind;
  if (bind.value === '') return checkReach({ ...config, bind: '' });
  const address = await numericAddress(bind.value);
  return address.ok ? checkReach({ ...config, bind: address.value }) : address;
}

function checkTraits(config: LabServerConfig): Result<undefined> {
  const { habit, transport, accepts } = config;
  const { transports, needs } = HABIT_TRAITS[habit];
  if (!transports.includes(transport))
    return failure('transport_unavailable', `${habit} speaks ${transports.join(' and ')} only`);
  if (accepts === false && transport === 'udp')
    return failure('transport_unavailable', 'with UDP there is nothing to accept');
  const option = needs.find((name: HabitOption) => config[name] === undefined);
  return option === undefined
    ? success(undefined)
    : failure('option_missing', `${habit} needs the setting "${option}"`, { option });
}

/** Programs are started for this computer alone, unless the user has read what else it means. */
function checkReach(config: LabServerConfig): Result<LabServerConfig> {
  const { habit, bind, outsideConfirmed } = config;
  if (habit !== 'command' || outsideConfirmed || isLoopback(bind)) return success(config);
  return failure('outside_unconfirmed', 'on this address other computers could start programs here');
}
