import { crc32, deflateSync } from 'node:zlib';

/** A PNG whose header claims any dimensions; only the first row of data is there. */
export function pngClaiming(width: number, height: number): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 0, 0, 0, 0], 8);
  const data = deflateSync(Buffer.alloc(1_000_000));
  const signature = Buffer.from('89504e470d0a1a0a', 'hex');
  return Buffer.concat([
    signature,
    pngChunk('IHDR', header),
    pngChunk('IDAT', data),
    pngChunk('IEND', Buffer.alloc(0)),
  ]);
}

function pngChunk(type: string, data: Buffer): Buffer {
  const content = Buffer.concat([Buffer.from(type), data]);
  return Buffer.concat([uint32(data.length), content, uint32(crc32(content))]);
}

/** A second of silence a unit, 8 kHz, 8 bit, mono. */
export function wav(seconds: number): Buffer {
  const samples = Buffer.alloc(8_000 * seconds, 128);
  const header = Buffer.alloc(44);
  header.write('RIFF', 0);
  header.writeUInt32LE(36 + samples.length, 4);
  header.write('WAVEfmt ', 8);
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20);
  header.writeUInt16LE(1, 22);
  header.writeUInt32LE(8_000, 24);
  header.writeUInt32LE(8_000, 28);
  header.writeUInt16LE(1, 32);
  header.writeUInt16LE(8, 34);
  header.write('data', 36);
  header.writeUInt32LE(samples.length, 40);
  return Buffer.concat([header, samples]);
}

/** An MP4 of one track with its index after the data, as phones write it. */
export function mp4(track: {
  handler: 'vide' | 'soun';
  width: number;
  height: number;
  durationMs: number;
  isTurned?: boolean;
  dataBytes?: number;
}): Buffer {
  const matrix = track.isTurned
    ? [0, 0x10000, 0, -0x10000, 0, 0, 0, 0, 0x40000000]
    : [0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000];
  const mvhd = box('mvhd', uint32(0, 0, 0, 1_000, track.durationMs), Buffer.alloc(80));
  const tkhd = box(
    'tkhd',
    uint32(3, 0, 0, 1, 0, track.durationMs, 0, 0, 0, 0),
    ...matrix.map((value) => int32(value)),
    uint32(track.width * 65_536, track.height * 65_536),
  );
  const mdhd = box('mdhd', uint32(0, 0, 0, 1_000, track.durationMs, 0));
  const hdlr = box('hdlr', uint32(0, 0), Buffer.from(track.handler), Buffer.alloc(13));
  const codec = track.handler === 'vide' ? 'avc1' : 'mp4a';
  const stsd = box('stsd', uint32(0, 1), box(codec, Buffer.alloc(70)));
  const minf = box('minf', box('stbl', stsd, box('stts', uint32(0, 0)), box('stsc', uint32(0, 0))));
  const moov = box('moov', mvhd, box('trak', tkhd, box('mdia', mdhd, hdlr, minf)));
  const ftyp = box('ftyp', Buffer.from('isom'), uint32(512), Buffer.from('isomiso2avc1mp41'));
  return Buffer.concat([ftyp, box('mdat', Buffer.alloc(track.dataBytes ?? 1_000)), moov]);
}

function box(type: string, ...content: Buffer[]): Buffer {
  const body = Buffer.concat(content);
  return Buffer.concat([uint32(body.length + 8), Buffer.from(type), body]);
}

/** A WebM header with one track and no picture data. */
export function webm(track: { width: number; height: number; durationMs: number } | { durationMs: number }): Buffer {
  const header = ebml('1a45dfa3', ebml('4282', Buffer.from('webm')));
  const duration = Buffer.alloc(8);
  duration.writeDoubleBE(track.durationMs);
  const info = ebml('1549a966', ebml('2ad7b1', uint32(1_000_000)), ebml('4489', duration));
  const isVideo = 'width' in track;
  const settings = isVideo
    ? ebml('e0', ebml('b0', uint32(track.width)), ebml('ba', uint32(track.height)))
    : ebml('e1', ebml('9f', Buffer.from([1])));
  const entry = ebml(
    'ae',
    ebml('d7', Buffer.from([1])),
    ebml('83', Buffer.from([isVideo ? 1 : 2])),
    ebml('86', Buffer.from(isVideo ? 'V_VP9' : 'A_OPUS')),
    settings,
  );
  return Buffer.concat([header, ebml('18538067', info, ebml('1654ae6b', entry))]);
}

function ebml(id: string, ...content: Buffer[]): Buffer {
  const body = Buffer.concat(content);
  const length = uint32(body.length);
  length[0] = 0x10;
  return Buffer.concat([Buffer.from(id, 'hex'), length, body]);
}

function uint32(...values: number[]): Buffer {
  const buffer = Buffer.alloc(values.length * 4);
  values.forEach((value, index) => buffer.writeUInt32BE(value >>> 0, index * 4));
  return buffer;
}

function int32(value: number): Buffer {
  const buffer = Buffer.alloc(4);
  buffer.writeInt32BE(value);
  return buffer;
}
