import { attempt } from '../bridge.ts';

/** @returns whether the clipboard has it */
export async function copyText(text: string): Promise<boolean> {
  const result = await attempt('clipboard:write', { text });
  return result.ok;
}
