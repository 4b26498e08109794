import { useState } from 'react';
import { graphemesOf } from '../i18n/graphemes.js';
import { fileAddress } from '../files/file-address.js';
import styles from './avatar.module.css';
import { classes } from './classes.js';

interface AvatarProps {
  /** Whose: the first letter stands in where there is no picture. */
  readonly name: string;
  /** What the colour is made of, so that it stays the same when the name changes. */
  readonly id: string;
  readonly url?: string | null | undefined;
  /** In pixels. */
  readonly size?: number;
  /** A room rather than a person. */
  readonly square?: boolean;
  /** Shows the sign that they are there. */
  readonly online?: boolean;
}

const HUES = 12;

/** A picture beside the name that it belongs to, hence without words of its own. */
export function Avatar({ name, id, url, size = 40, square = false, online = false }: AvatarProps) {
  // Addresses of pictures end after a while.
  const [failed, setFailed] = useState<string | null>(null);
  return (
    <span
      aria-hidden
      className={classes(styles.avatar, square && styles.square, online && styles.online)}
      data-hue={hueOf(id)}
      style={{ inlineSize: size, blockSize: size, fontSize: size * 0.42 }}
    >
      {url && url !== failed ? (
        <img
          src={fileAddress(url)}
          alt=""
          width={size}
          height={size}
          draggable={false}
          onError={() => setFailed(url)}
        />
      ) : (
        initialOf(name)
      )}
    </span>
  );
}

/** The first letter as people see it: a flag or a family is one. */
function initialOf(name: string): string {
  // Most names need no rules of Unicode, which are slow to load.
  const [plain] = /^[a-z](?=[ -~]|$)/i.exec(name.trim()) ?? [];
  const [first] = plain === undefined ? graphemesOf(name.trim()) : [plain];
  return (first ?? '?').toLocaleUpperCase();
}

function hueOf(id: string): number {
  let sum = 0;
  for (let at = 0; at < id.length; at += 1) sum = (sum * 31 + id.charCodeAt(at)) % 9973;
  return sum % HUES;
}
