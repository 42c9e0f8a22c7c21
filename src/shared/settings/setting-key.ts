import { z } from 'zod';
import { type Settings, settingsSchema } from '../settings.ts';

/** Settings that are kept together, and shown one by one. */
type Group = Settings['files'] | Settings['limits'];

type Leaf<K extends keyof Settings & string> = Settings[K] extends readonly unknown[]
  ? K
  : Settings[K] extends Group
    ? `${K}.${keyof Settings[K] & string}`
    : K;

/** Names one setting: `theme`, or `files.acceptBelow` for one of a group. What the lab remembers is one. */
export type SettingKey = { [K in keyof Settings & string]: Leaf<K> }[keyof Settings & string];

/** The parts of a key: the setting, and which of its group. */
function partsOf(key: SettingKey): readonly [outer: keyof Settings, inner: string | undefined] {
  const [outer = '', inner] = key.split('.');
  return [outer as keyof Settings, inner];
}

/** What `by`, asked for a setting or a group by its name, says of one setting; undefined where it says nothing of it. */
export function valueIn(by: (name: keyof Settings) => unknown, key: SettingKey): unknown {
  const [outer, inner] = partsOf(key);
  const value = by(outer);
  if (inner === undefined) return value;
  return typeof value === 'object' && value !== null ? Reflect.get(value, inner) : undefined;
}

/** What a setting is set to. */
export function settingOf(settings: Settings, key: SettingKey): unknown {
  return valueIn((name) => settings[name], key);
}

/**
 * The change that gives settings these values: one of a group comes with the rest of its group as it is in `settings`.
 * @param values checked against {@link schemaOf} each
 */
export function changeTo(settings: Settings, values: ReadonlyMap<SettingKey, unknown>): Partial<Settings> {
  const change: Record<string, unknown> = {};
  for (const [key, value] of values) {
    const [outer, inner] = partsOf(key);
    if (inner === undefined) change[outer] = value;
    else change[outer] = { ...((change[outer] ?? settings[outer]) as object), [inner]: value };
  }
  return change as Partial<Settings>;
}

/** What a setting may be. */
export function schemaOf(key: SettingKey): z.ZodType {
  const [outer, inner] = partsOf(key);
  const schema: z.ZodType = settingsSchema.shape[outer];
  if (inner === undefined) return schema;
  if (!(schema instanceof z.ZodObject)) throw new Error(`${outer} is no group of settings`);
  return (schema.shape as Readonly<Record<string, z.ZodType>>)[inner] as z.ZodType;
}

/** Whether two values of one setting are the same: they are data, made by the same schema. */
export function sameValue(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
