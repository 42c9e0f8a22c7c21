import { cardText } from '../core/secure/identity-card.ts';
import { openDataFolder } from '../node/party/data-folder.ts';
import { personCode } from '../node/secure/person-code.ts';
import { formatVerifyLink } from '../shared/identity/verify-link.ts';
import { failWith, note, printJson, printLine } from './output.ts';
import { ownIdentity } from './own-keys.ts';
import { qrLines } from './qr-lines.ts';

interface IdentityFlags {
  readonly data: string;
  readonly qr?: boolean;
  readonly json?: boolean;
}

/** `partyline identity`: who this device is to everybody; made where it was nobody yet. */
export async function runIdentity({ data, qr = false, json = false }: IdentityFlags): Promise<void> {
  const folder = openDataFolder(data);
  if (!folder.ok) return failWith(folder.problem);
  const identity = ownIdentity(data);
  if (!identity.ok) return failWith(identity.problem);
  const { card } = identity.value;
  const { words } = await personCode(card.key);
  const link = formatVerifyLink(card.key);
  if (json) printJson({ event: 'identity', key: card.key, card: cardText(card), words, link });
  else {
    printLine(`key    ${card.key}`);
    printLine(`words  ${words.join(' ')}`);
    printLine(`link   ${link}`);
    note(
      'Whoever hears these four words from you, and sees them beside your name, talks to you and to nobody between.',
    );
  }
  if (qr) for (const line of qrLines(link)) process.stderr.write(`${line}\n`);
}
