import { DeleteAccount } from './delete-account.js';
import { PasswordChange } from './password-change.js';
import { SessionList } from './session-list.js';
import { SignInHistory } from './sign-in-history.js';

export const Security = () => (
  <>
    <SessionList />
    <PasswordChange />
    <SignInHistory />
    <DeleteAccount />
  </>
);
