import { crc32, deflateSync } from 'node:zlib';

type Colour = readonly [red: number, green: number, blue: number];

export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly at: (x: number, y: number) => Colour;
}

const blend = (from: Colour, to: Colour, share: number): Colour => [
  from[0] + (to[0] - from[0]) * share,
  from[1] + (to[1] - from[1]) * share,
  from[2] + (to[2] - from[2]) * share,
];

/** A sun that sets over the sea. */
export const sunset: Picture = {
  width: 48,
  height: 24,
  at: (x, y) => {
    if ((x - 30) ** 2 + (y - 13) ** 2 < 20 && y < 16) return [255, 236, 140];
    if (y < 16) return blend([44, 30, 92], [250, 128, 74], y / 16);
    return Math.abs(x - 30) < 6 - (y - 16) / 2 && (x + y) % 3 !== 0
      ? [255, 190, 110]
      : blend([70, 52, 120], [20, 24, 60], (y - 16) / 8);
  },
};

/** A cup of tea on a table. */
export const tea: Picture = {
  width: 48,
  height: 24,
  at: (x, y) => {
    const steam = y < 8 && Math.abs(x - 22 - 2 * Math.sin(y)) < 1.2;
    if (steam) return [225, 232, 235];
    const cup = y > 8 && y < 19 && Math.abs(x - 22) < 9 - (y - 9) / 3;
    if (cup) return y < 11 ? [150, 84, 36] : [238, 240, 236];
    const handle = Math.abs(Math.hypot(x - 32, y - 13) - 3.4) < 1;
    if (handle) return [238, 240, 236];
    return y > 17 ? [112, 74, 48] : blend([66, 110, 118], [136, 170, 160], y / 18);
  },
};

/** The picture as a PNG file (ISO/IEC 15948): 8 bits, red, green and blue. */
export function pngOf({ width, height, at }: Picture): Buffer {
  const rows = Array.from({ length: height }, (_, y) =>
    Buffer.from([0, ...Array.from({ length: width }, (__, x) => at(x, y).map(Math.round)).flat()]),
  );
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.concat(rows))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}

/** The picture in coloured half blocks, two rows of it in each line. */
export function linesOf({ width, height, at }: Picture): string[] {
  const lines: string[] = [];
  for (let y = 0; y < height; y += 4) {
    let line = '';
    for (let x = 0; x < width; x += 2) line += `\x1b[38;5;${index(at(x, y))};48;5;${index(at(x, y + 2))}m▀`;
    lines.push(`${line}\x1b[0m`);
  }
  return lines;
}

/** The nearest colour of the 6 × 6 × 6 cube that all terminals with 256 colours have. */
function index([red, green, blue]: Colour): number {
  const level = (value: number): number => Math.round((value / 255) * 5);
  return 16 + 36 * level(red) + 6 * level(green) + level(blue);
}
