import decodeQr from 'qr/decode.js';

/** Pixels of each module's side. */
const SCALE = 4;
const WHITE = 255;
const LINE = /\u001b\[30;107m([ ▀▄█]+)\u001b\[0m/g;

/** What a camera reads of a terminal that shows these lines. @throws Error when there is no code in them */
export function readTerminalCode(output: string): string {
  const lines = [...output.matchAll(LINE)].map(([, line = '']) => [...line]);
  const rows = lines.flatMap((line) => [line.map((one) => '▀█'.includes(one)), line.map((one) => '▄█'.includes(one))]);
  const width = (rows[0]?.length ?? 0) * SCALE;
  const height = rows.length * SCALE;
  const data = new Uint8Array(width * height * 4).fill(WHITE);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const at = (y * width + x) * 4;
      if (rows[Math.floor(y / SCALE)]?.[Math.floor(x / SCALE)]) data.fill(0, at, at + 3);
    }
  }
  return decodeQr({ width, height, data }, { timeLimit: 5_000 });
}
