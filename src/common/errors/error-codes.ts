/**
 * The closed list of error codes. Codes are API: they are added, never renamed.
 * docs/errors.md is generated from this list.
 */
export const ERROR_CODES = {
  UNAUTHENTICATED: 'No valid access token was sent, or its session has ended. Sign in or refresh, then repeat.',
  INVALID_CREDENTIALS:
    'Identifier or password is wrong. The answer is the same, and takes as long, whether or not the account exists.',
  INVALID_TOKEN: 'A refresh, reset, ticket or upload token is malformed, expired or already used.',
  FORBIDDEN: 'The viewer can see the thing but may not do this to it; `reason` says what is missing.',
  NOT_FOUND: 'There is no such thing, or the viewer may not know of it.',
  NOT_A_MEMBER: 'The viewer has left, or was removed from, the conversation.',
  INVALID_INPUT: 'A value breaks a rule; `field` names it and `rule` says which.',
  INVALID_CURSOR: 'The cursor was not issued by this server, or lies in its future.',
  ACCOUNT_NUMBER_TAKEN: 'Somebody has this account number.',
  USERNAME_TAKEN: 'Somebody has this username.',
  EMAIL_TAKEN: 'Somebody has this e-mail address.',
  CONTACT_EXISTS: 'This person is a contact already.',
  CONTACT_GROUP_EXISTS: 'A contact group of this name exists already.',
  CONTACT_REQUIRED: 'This person only accepts direct conversations from contacts.',
  BLOCKED: 'One of the two has blocked the other.',
  BANNED: 'The viewer is banned from this room.',
  ROOM_FULL: 'The room has as many members as it can have.',
  MUTED: 'The viewer may not speak in this room at present; `until` says how long, null means until lifted.',
  CONFLICT: 'The same client message id was used before with another body.',
  EDIT_WINDOW_CLOSED: 'The message is too old to be edited; `windowSeconds` says how long it could be.',
  RECALL_WINDOW_CLOSED:
    'The message is too old to be recalled by its sender; `windowSeconds` says how long it could be.',
  MESSAGE_RECALLED: 'The message has been recalled.',
  ATTACHMENT_NOT_READY: 'The attachment has not been uploaded and completed, or is attached to a message already.',
  ATTACHMENT_REJECTED: 'The uploaded bytes are not what was announced or not allowed; `reason` says why.',
  TOO_LARGE: 'Something is larger than allowed; `limit` says how large it may be.',
  RATE_LIMITED: 'Too many attempts; try again after `retryAfterSeconds`.',
  UNAVAILABLE: 'A part that is needed did not answer in time. The outcome may be unknown: repeat with the same ids.',
  QUERY_TOO_COMPLEX: 'The operation exceeds a limit of depth, cost, aliases, directives or tokens.',
  GRAPHQL_PARSE_FAILED: 'The document is not GraphQL.',
  GRAPHQL_VALIDATION_FAILED: 'The document does not fit the schema.',
  OPERATION_RESOLUTION_FAILURE: 'The document does not hold the operation that was asked for.',
  BAD_REQUEST: 'The request is not a well-formed GraphQL request.',
  INTERNAL: 'Something went wrong on the server; `requestId` finds it in the log. Nothing of it is shown.',
} as const;

export type ErrorCode = keyof typeof ERROR_CODES;
