type OnValue = (value: unknown) => void;
type OnError = (error: unknown) => void;

/**
 * A completed value that a resolver still owes. graphql-js makes a promise for each level of the answer between a resolver
 * and the root; one of these passes its outcome on at once, so a page of fifty people costs fifty of them and not five
 * hundred promises ([performance](../../../../docs/performance.md)). Exactly one listener.
 */
export class Later {
  private state: 'open' | 'settled' | 'failed' = 'open';
  private outcome: unknown;
  private onValue: OnValue | null = null;
  private onError: OnError | null = null;

  /** What becomes of a promise, once `complete` has made of its value what is answered. */
  static of(promise: PromiseLike<unknown>, complete: (value: unknown) => unknown): Later {
    const later = new Later();
    promise.then(
      (value) => {
        try {
          later.follow(complete(value));
        } catch (error) {
          later.fail(error);
        }
      },
      (error: unknown) => later.fail(error),
    );
    return later;
  }

  settle(value: unknown): void {
    if (this.state !== 'open') return;
    this.state = 'settled';
    this.outcome = value;
    this.onValue?.(value);
  }

  fail(error: unknown): void {
    if (this.state !== 'open') return;
    this.state = 'failed';
    this.outcome = error;
    this.onError?.(error);
  }

  /** Ends as the other does. */
  follow(value: unknown): void {
    if (value instanceof Later)
      value.whenDone(
        (settled) => this.settle(settled),
        (error) => this.fail(error),
      );
    else this.settle(value);
  }

  /** Calls one of the two, at once where the outcome is known. */
  whenDone(onValue: OnValue, onError: OnError): void {
    if (this.state === 'settled') onValue(this.outcome);
    else if (this.state === 'failed') onError(this.outcome);
    else {
      this.onValue = onValue;
      this.onError = onError;
    }
  }

  /** What takes the place of a failure; it may fail as well. */
  rescue(recover: (error: unknown) => unknown): Later {
    const rescued = new Later();
    this.whenDone(
      (value) => rescued.settle(value),
      (error) => {
        try {
          rescued.settle(recover(error));
        } catch (worse) {
          rescued.fail(worse);
        }
      },
    );
    return rescued;
  }
}

export const isPromise = (value: unknown): value is PromiseLike<unknown> =>
  (typeof value === 'object' || typeof value === 'function') &&
  typeof (value as { then?: unknown } | null)?.then === 'function';

/** An object or list some parts of which are owed: settled with the last of them, failed with the first that fails. */
export class Gathering<Whole extends object> extends Later {
  private missing = 0;
  private sealed = false;
  /** What it fails with as soon as it is sealed. */
  private lost: { readonly error: unknown } | null = null;
  private fault: { readonly error: unknown } | null = null;

  constructor(private readonly whole: Whole) {
    super();
  }

  expect(part: Later, key: keyof Whole): void {
    this.missing += 1;
    part.whenDone(
      (value) => {
        this.whole[key] = value as Whole[keyof Whole];
        this.missing -= 1;
        if (this.sealed) this.finish();
      },
      (error) => {
        this.lost ??= { error };
        if (this.sealed) this.finish();
      },
    );
  }

  /**
   * All parts are named. With a fault, that is what it ends with in any case, but not before the parts are there, or one
   * of them has failed: they may have errors to tell.
   */
  seal(fault: { readonly error: unknown } | null = null): this {
    this.sealed = true;
    this.fault = fault;
    this.finish();
    return this;
  }

  private finish(): void {
    if (this.missing > 0 && !this.lost) return;
    const end = this.fault ?? this.lost;
    if (end) this.fail(end.error);
    else this.settle(this.whole);
  }
}
