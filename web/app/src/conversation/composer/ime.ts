/** What Safari gives Enter while a word is being composed. */
const COMPOSING_KEY = 229;
/** Safari ends the composition first and reports the key that ended it afterwards. */
const SAME_KEY_MS = 50;

interface KeyPress {
  readonly isComposing: boolean;
  readonly keyCode: number;
  readonly timeStamp: number;
}

/** Tells keys that belong to an input method from those meant for us: Enter that picks a word must not send. */
export class ImeGuard {
  private isOpen = false;
  private endedAt = -Infinity;

  started(): void {
    this.isOpen = true;
  }

  ended({ timeStamp }: { readonly timeStamp: number }): void {
    this.isOpen = false;
    this.endedAt = timeStamp;
  }

  owns(key: KeyPress): boolean {
    if (key.isComposing || key.keyCode === COMPOSING_KEY || this.isOpen) return true;
    return key.timeStamp - this.endedAt < SAME_KEY_MS;
  }
}
