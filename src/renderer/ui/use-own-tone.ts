import { useApp } from '../stores/hooks.ts';
import { toneOfColour } from './avatar.ts';

/** The colour in which this person wants to be shown in this window; undefined where none was chosen. */
export function useOwnTone(): number | undefined {
  return useApp(({ settings }) => toneOfColour(settings.colour));
}
