const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: false });
let gb18030: { decode(bytes: Uint8Array): string } | undefined;

/** Nearly any bytes are some GB18030; characters that nobody assigned tell that they were never meant as text. */
const UNLIKELY = /[\p{Co}\p{Cn}]/u;

/**
 * Bytes as the text that they are: UTF-8, or GB18030 (and with it GBK and GB2312), which is tried when they are no
 * UTF-8. A byte order mark is dropped.
 * @returns undefined when they are neither
 */
export function decodeText(bytes: Uint8Array): string | undefined {
  try {
    return utf8.decode(bytes);
  } catch {
    return decodeChinese(bytes);
  }
}

/** Whether the bytes are whole characters of UTF-8. */
export function isUtf8(bytes: Uint8Array): boolean {
  try {
    utf8.decode(bytes);
    return true;
  } catch {
    return false;
  }
}

/** A platform without the tables of GB18030 (`small-icu`) refuses to make the decoder: nothing is GB18030 there. */
function decodeChinese(bytes: Uint8Array): string | undefined {
  try {
    gb18030 ??= new TextDecoder('gb18030', { fatal: true, ignoreBOM: false });
    const text = gb18030.decode(bytes);
    return UNLIKELY.test(text) ? undefined : text;
  } catch {
    return undefined;
  }
}
