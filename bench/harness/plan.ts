/** What the generator is told to send. Plain data, because it crosses to another process. */

export interface Step {
  /** Text frame to send; null: only wait. */
  readonly send: string | null;
  /** The step is done when something has come that contains this; null: at once. */
  readonly until: string | null;
}

export interface SocketPlan {
  readonly path: string;
  readonly protocol?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Taken one after the other once the socket is open, up to being authenticated. */
  readonly steps: readonly Step[];
  /** Of protocols that ask for life with text frames of one character: what is asked, and what to answer. */
  readonly heartbeat?: { readonly ask: string; readonly answer: string };
}

export interface HttpRequest {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}
