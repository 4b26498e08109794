export interface RateLimitPolicy {
  readonly name: string;
  /** How many points may be spent within the window. */
  readonly points: number;
  /** Length of the window, in seconds. */
  readonly durationSeconds: number;
  /** Points that a node takes from Redis at once, for what is done so often that asking each time would cost too much. */
  readonly block: number;
}

const policy = (name: string, points: number, durationSeconds: number, block = 1): RateLimitPolicy => ({
  name,
  points,
  durationSeconds,
  block,
});

/** Every throttle, by what it protects. Keys are an account, an address, or both. */
export const policies = {
  /** Everything that changes something, together. */
  mutate: policy('mutate', 1200, 60, 24),
  /** Streams that are opened, together. */
  subscribe: policy('subscribe', 300, 60),
  /** Coming into and going out of rooms, which is told to everybody in them. */
  joinRoom: policy('join-room', 60, 60),
  sendMessage: policy('send-message', 600, 60, 12),
  react: policy('react', 240, 60),
  saveDraft: policy('save-draft', 240, 60),
  typing: policy('typing', 600, 60),
  createRoom: policy('create-room', 60, 3600),
  addRoomMembers: policy('add-room-members', 2000, 3600),
  lookUpRoom: policy('look-up-room', 120, 60),
  createUpload: policy('create-upload', 120, 600),
  completeUpload: policy('complete-upload', 240, 600),
  lookUpUser: policy('look-up-user', 120, 60),
  availability: policy('availability', 60, 600),
  register: policy('register', 30, 3600),
  /** Wrong passwords for one account from one address; a right one starts afresh. */
  loginAccountAddress: policy('login-account-address', 10, 900),
  /** Wrong passwords for one account from anywhere: guessing spread over many addresses. */
  loginAccount: policy('login-account', 100, 3600),
  loginAddress: policy('login-address', 300, 900),
  refresh: policy('refresh', 60, 60),
  refreshAddress: policy('refresh-address', 600, 60),
  /** Tries at the password of a session that is signed in. */
  reauthenticate: policy('reauthenticate', 10, 900),
  requestResetAccount: policy('request-reset-account', 3, 900),
  requestResetAddress: policy('request-reset-address', 30, 3600),
  resetPassword: policy('reset-password', 30, 3600),
} as const;
