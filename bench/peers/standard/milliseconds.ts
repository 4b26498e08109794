import type { ValueTransformer } from 'typeorm';

/** The tables keep times in milliseconds since 1970. */
export const milliseconds: ValueTransformer = {
  to: (time?: Date) => time?.getTime(),
  from: (stored: string) => new Date(Number(stored)),
};
