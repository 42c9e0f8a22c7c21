/** One screen in every look, or in one: sizes, colours, languages; and whether everybody can use it in both colours. */
import type { Page } from '@playwright/test';
import type { PartylineApi } from '../../src/shared/ipc-contract.ts';
import { expectAccessible } from './accessibility.ts';
import { type Peer, resize } from './launch.ts';

const SIZES = {
  small: { width: 800, height: 560 },
  usual: { width: 1100, height: 720 },
  large: { width: 1920, height: 1080 },
} as const;
const THEMES = ['light', 'dark'] as const;
const LANGUAGES = { en: 'en', zh: 'zh-CN' } as const;

/** `one` is English, light, of the usual size. */
export type Looks = 'one' | 'every';

/** Saves a picture of a window under a name. */
export interface Picture {
  (page: Page, name: string): Promise<void>;
  /** How many looks of a screen this run shows. */
  readonly looks: Looks;
}

async function setLanguage(page: Page, language: (typeof LANGUAGES)[keyof typeof LANGUAGES]): Promise<void> {
  await page.evaluate(async (next) => {
    const { partyline } = globalThis as unknown as { partyline: PartylineApi };
    await partyline.invoke('settings:update', { language: next });
  }, language);
  await page.locator(`html[lang="${language}"]`).waitFor();
}

/**
 * Pictures of what the window shows now, named `<screen>-<width>x<height>-<theme>-<language>`: light and dark,
 * English and Chinese at the usual size; at the others one of each. Where the run shows one look, it is the last of them.
 * Leaves the window as it was: English, light, usual.
 * @param sizes beside the usual one
 */
export async function portray(
  { app, page }: Peer,
  screen: string,
  picture: Picture,
  sizes: readonly ('small' | 'large')[] = [],
): Promise<void> {
  const show = (theme: (typeof THEMES)[number]) => page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
  const take = async (size: keyof typeof SIZES, theme: (typeof THEMES)[number], language: keyof typeof LANGUAGES) => {
    await show(theme);
    await setLanguage(page, LANGUAGES[language]);
    const { width, height } = SIZES[size];
    await picture(page, `${screen}-${width}x${height}-${theme}-${language}`);
  };
  await resize(app, page, SIZES.usual);
  if (picture.looks === 'every') {
    await take('usual', 'light', 'zh');
    await take('usual', 'dark', 'zh');
    await take('usual', 'dark', 'en');
  }
  await show('dark');
  await expectAccessible(page);
  for (const size of picture.looks === 'every' ? sizes : []) {
    await resize(app, page, SIZES[size]);
    await take(size, 'dark', 'zh');
    await take(size, 'light', 'en');
  }
  await resize(app, page, SIZES.usual);
  await take('usual', 'light', 'en');
  await expectAccessible(page);
}
