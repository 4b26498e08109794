/** The refusals of the file routes; the codes are part of the public API. */
export const FILE_ROUTE_ERRORS = {
  FILE_NOT_FOUND: { status: 404, message: 'There is no such file, or this link does not open it.' },
  UPLOAD_LINK_INVALID: { status: 404, message: 'This upload link is not valid.' },
  UPLOAD_EXPIRED: { status: 410, message: 'This upload link has expired; ask for a new one.' },
  UPLOAD_TOO_LARGE: { status: 413, message: 'More bytes came than were announced for this upload.' },
  UPLOAD_SIZE_MISMATCH: { status: 400, message: 'Another number of bytes came than was announced for this upload.' },
  UPLOAD_ALREADY_COMPLETED: { status: 409, message: 'This upload has been completed before.' },
  UPLOAD_IN_PROGRESS: { status: 409, message: 'This upload is going on over another connection.' },
  UPLOADS_BUSY: { status: 503, message: 'Too many uploads are going on; try again shortly.' },
  STORAGE_FULL: { status: 507, message: 'The server has no room for this file.' },
  STORAGE_UNAVAILABLE: { status: 503, message: 'The file storage is unavailable; try again shortly.' },
  INTERNAL: { status: 500, message: 'Something went wrong on the server.' },
} as const satisfies Record<string, { status: number; message: string }>;

export type FileRouteErrorCode = keyof typeof FILE_ROUTE_ERRORS;

/** A refusal that a file route answers with its status and `{ error: { code, message } }`. */
export class FileRouteError extends Error {
  constructor(
    readonly code: FileRouteErrorCode,
    options?: { cause?: unknown },
  ) {
    super(FILE_ROUTE_ERRORS[code].message, options);
    this.name = 'FileRouteError';
  }

  get status(): number {
    return FILE_ROUTE_ERRORS[this.code].status;
  }
}
