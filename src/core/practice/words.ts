/** Words that the practice peers say and listen for. */
import { asciiBytes } from '../wire/ascii.ts';

const utf8 = new TextEncoder();

export const EXIT = asciiBytes('exit');
/** What a client that said `exit` gets. */
export const YOU_LEFT = utf8.encode('您断开了连接.');

/** `拜拜` in UTF-8 and in GBK. */
export const BYE_SPELLINGS = [utf8.encode('拜拜'), Uint8Array.of(0xb0, 0xdd, 0xb0, 0xdd)];
/** What an empty answer sends. */
export const TOO_BUSY = '太忙';
