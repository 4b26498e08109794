import { LoginDocument, RegisterDocument, type LoginInput, type RegisterInput } from '@wireside/apollo';
import {
  RequestPasswordResetDocument,
  ResetPasswordDocument,
  type RequestPasswordResetInput,
  type ResetPasswordInput,
} from '../generated/documents.js';
import { loadClient } from '../session.js';

// What the pages for those who are not signed in do with the client. They load this when they need it.

export async function signIn(input: LoginInput): Promise<void> {
  const client = await loadClient();
  const { data } = await client.apollo.mutate({
    mutation: LoginDocument,
    variables: { input },
    fetchPolicy: 'no-cache',
  });
  if (data) client.signIn(data.login);
}

/** Makes an account and signs in with it; answers by which names it is known. */
export async function signUp(input: RegisterInput) {
  const client = await loadClient();
  const { data } = await client.apollo.mutate({
    mutation: RegisterDocument,
    variables: { input },
    fetchPolicy: 'no-cache',
  });
  if (!data) throw new Error('no answer to the registration');
  client.signIn(data.register);
  return data.register.user;
}

/** Sends a link by mail, if there is such an account; nobody is told whether there is. */
export async function requestPasswordReset(input: RequestPasswordResetInput): Promise<void> {
  const { apollo } = await loadClient();
  await apollo.mutate({ mutation: RequestPasswordResetDocument, variables: { input } });
}

export async function resetPassword(input: ResetPasswordInput): Promise<void> {
  const { apollo } = await loadClient();
  await apollo.mutate({ mutation: ResetPasswordDocument, variables: { input } });
}
