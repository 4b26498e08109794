import type { Random } from './random.js';

const CR = 13;

/** Where the RESP value that begins at `from` ends; -1 when it has not come whole. */
export function endOfValue(bytes: Buffer, from: number): number {
  const line = bytes.indexOf('\r\n', from);
  if (line < 0) return -1;
  const type = String.fromCharCode(bytes[from] ?? CR);
  const size = Number(bytes.toString('latin1', from + 1, line));
  const after = line + 2;
  switch (type) {
    case '$':
    case '=':
    case '!':
      if (size < 0) return after;
      return bytes.length >= after + size + 2 ? after + size + 2 : -1;
    case '*':
    case '>':
    case '~':
    case '%': {
      let end = after;
      for (let left = type === '%' ? 2 * size : size; left > 0 && end >= 0; left -= 1)
        end = end < bytes.length ? endOfValue(bytes, end) : -1;
      return end;
    }
    default:
      return after;
  }
}

/** Counts what a filter did to published messages. */
export interface FilterTally {
  passed: number;
  dropped: number;
  doubled: number;
  reordered: number;
}

/** Drops, doubles and swaps published messages on their way to a subscriber, each with this probability. */
export function ringFilter(random: Random, probability: number, tally: FilterTally): (chunk: Buffer) => Buffer {
  let rest = Buffer.alloc(0);
  let held: Buffer | null = null;
  const meddle = (message: Buffer): Buffer[] => {
    tally.passed += 1;
    if (held) {
      const first = held;
      held = null;
      tally.reordered += 1;
      return [message, first];
    }
    const dice = random.next() / probability;
    if (dice < 1) tally.dropped += 1;
    else if (dice < 2) tally.doubled += 1;
    else if (dice < 3) held = message;
    if (dice < 1 || held) return [];
    return dice < 2 ? [message, message] : [message];
  };
  return (chunk) => {
    rest = Buffer.concat([rest, chunk]);
    const out: Buffer[] = [];
    for (let end = endOfValue(rest, 0); rest.length > 0 && end > 0; end = rest.length > 0 ? endOfValue(rest, 0) : -1) {
      const value = rest.subarray(0, end);
      rest = rest.subarray(end);
      const isMessage = /^[*>]3\r\n\$[78]\r\ns?message\r\n/.test(value.toString('latin1', 0, 24));
      out.push(...(isMessage ? meddle(value) : [value]));
    }
    return Buffer.concat(out);
  };
}
