import { type InvokeChannel, type InvokeContract, invokeSchemas } from '../../shared/ipc-contract.ts';

/** One handler per channel: a channel without a handler, or one with a wrong result, is a compile error. */
export type Handlers = {
  readonly [C in InvokeChannel]: (
    payload: InvokeContract[C]['payload'],
  ) => InvokeContract[C]['result'] | Promise<InvokeContract[C]['result']>;
};

function isChannel(channel: unknown): channel is InvokeChannel {
  return typeof channel === 'string' && Object.hasOwn(invokeSchemas, channel);
}

/**
 * Answers one call of the window: the payload is checked against the channel's schema before a handler sees it.
 * @throws Error on a channel or payload that the contract does not know; only a defect or a hostile page sends one
 */
export async function answer(handlers: Handlers, channel: unknown, payload: unknown): Promise<unknown> {
  if (!isChannel(channel)) throw new Error(`there is no channel ${String(channel).slice(0, 50)}`);
  const parsed = invokeSchemas[channel].safeParse(payload);
  if (!parsed.success) throw new Error(`${channel}: ${parsed.error.issues[0]?.message ?? 'bad payload'}`);
  // The schema that was just applied gives the payload's type; TypeScript can't follow the pair through the lookup.
  const handler = handlers[channel] as (checked: unknown) => unknown;
  return await handler(parsed.data);
}
