import { Refused, type Door, type Json } from './clients.js';
import type { Person } from './people.js';

export const ATTACHMENT = `id status kind contentType url width height durationMs size fileName createdAt`;

export const CREATE_UPLOAD = `mutation ($input: CreateAttachmentUploadInput!) {
  createAttachmentUpload(input: $input) {
    attachment { ${ATTACHMENT} } upload { url method headers { name value } expiresAt }
  }
}`;

export const COMPLETE_UPLOAD = `mutation ($input: CompleteAttachmentUploadInput!) {
  completeAttachmentUpload(input: $input) { attachment { ${ATTACHMENT} } }
}`;

export const READ_ATTACHMENT = `query ($id: ID!) { attachment(id: $id) { ${ATTACHMENT} } }`;

/** An address that the server gave out, on the port that it really listens on. */
export const reachable = (person: Person, url: string): string =>
  url.replace(new URL(url).origin, new URL(person.node.url).origin);

export const fetchFile = (person: Person, url: string, init?: RequestInit): Promise<Response> =>
  fetch(reachable(person, url), init);

/** Sends bytes where `upload` says, as a browser would. */
export const sendBytes = (person: Person, upload: Json, bytes: Buffer): Promise<Response> =>
  fetchFile(person, upload.url, {
    method: upload.method,
    headers: Object.fromEntries(upload.headers.map((header: Json) => [header.name, header.value])),
    body: bytes,
  });

/** Announces a file and sends its bytes; answers the attachment's id. */
export async function sendFile(
  person: Person,
  bytes: Buffer,
  fileName: string,
  door: Door = person.http,
): Promise<string> {
  const { createAttachmentUpload } = await door.run(CREATE_UPLOAD, { input: { fileName, size: bytes.length } });
  const response = await sendBytes(person, createAttachmentUpload.upload, bytes);
  if (response.status !== 201) throw new Error(`upload: ${response.status} ${await response.text()}`);
  return createAttachmentUpload.attachment.id as string;
}

/** A whole upload; answers the READY attachment. */
export async function upload(person: Person, bytes: Buffer, fileName: string, door: Door = person.http): Promise<Json> {
  const attachmentId = await sendFile(person, bytes, fileName, door);
  const { completeAttachmentUpload } = await door.run(COMPLETE_UPLOAD, { input: { attachmentId } });
  return completeAttachmentUpload.attachment;
}

/** Code and data of the first error of an operation that must fail. */
export async function refusalOf(door: Door, query: string, variables: Record<string, unknown>): Promise<Json> {
  const { errors } = await door.ask(query, variables);
  if (!errors) throw new Error('the operation was not refused');
  return new Refused(errors).errors[0]?.extensions;
}
