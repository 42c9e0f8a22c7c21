import { withoutUnseen } from './visible-text.ts';

/**
 * Characters that look like a Latin one, each group behind the one that stands for all of it: a small part of Unicode's
 * confusables (UTS #39), the one that matters between names of people. Compatibility forms (full width, mathematical
 * letters, ligatures) are none of it, for NFKC makes them alike.
 */
const ALIKE = [
  'aаα@ɑ',
  'bЬвƅ',
  'cсϲⅽ',
  'dԁⅾ',
  'eеєҽ℮',
  'gɡց',
  'hһնН',
  'jјϳ',
  'kκкК',
  'l1i|!Іі丨ӏıιΙⅠ∣ǀɩ',
  'mмМΜ',
  'nпηոՈΝ',
  'o0оοσօ〇〇०০٥๐ㅇⲟ',
  'pрρΡ',
  'qԛգ',
  'rгɾ',
  'sѕ$ʂꜱ',
  'tтτТΤ',
  'uυսʋц',
  'vνѵ∨',
  'wѡԝωшա',
  'xхχ×ⅹ',
  'yуүγу',
  'zΖᴢ',
  '3зЗʒ',
  '6б',
  '-‐‑‒–—−ー一',
  "'’‘ʼ`´′",
  '.·․。',
  '口ロ囗',
  '二ニ',
  '工エ',
  '力カ',
  '卜ト',
  '夕タ',
  '八ハ',
];

const STANDS_FOR: ReadonlyMap<string, string> = new Map(
  ALIKE.flatMap((group) => {
    const [first = '', ...others] = group;
    return others.flatMap((other) => [other, other.toLowerCase()].map((one) => [one, first] as const));
  }),
);
/** Letters that look like another in upper case only: Cyrillic and Greek ones beside the Latin. */
const CAPITALS: ReadonlyMap<string, string> = new Map(
  [...'АaВbЕeЅsІlЈjКkМmНhОoРpСcТtУyХxΑaΒbΕeΖzΗhΙlΚkΜmΝnΟoΡpΤtΥyΧx'].flatMap((one, at, all) =>
    at % 2 === 0 ? [[one, all[at + 1] ?? ''] as const] : [],
  ),
);

/**
 * What a name looks like: two that people take for each other have the same, whatever their case, script or unseen
 * characters. It is no text to show.
 */
export function lookOf(name: string): string {
  let look = '';
  for (const character of withoutUnseen(name.normalize('NFKC'))) {
    const latin = CAPITALS.get(character) ?? STANDS_FOR.get(character) ?? character.toLowerCase();
    // In lower case some are two: İ is an i with a dot behind it.
    for (const one of latin) look += STANDS_FOR.get(one) ?? one;
  }
  return look.replaceAll('rn', 'm').replaceAll('vv', 'w').normalize('NFC');
}
