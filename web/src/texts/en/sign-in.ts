import type { Translated } from '../../i18n/texts.ts';
import type { signIn as french } from '../fr/sign-in.ts';

export const signIn = {
  title: 'Sign in',
  intro: 'Relais copies one DHIS2 instance into another, and proves it.',
  username: 'User name',
  password: 'Password',
  submit: 'Sign in',
  openId: 'Sign in with the account of your organisation',
  ended: 'Your session has ended. After signing in you will be back on this page.',
  codeTitle: 'Verification code',
  codeText: 'Enter the code that the app on your telephone shows, or one of your recovery codes.',
  code: 'Code',
  verify: 'Verify',
  startAgain: 'Start again',
  setupTitle: 'First administrator',
  setupText: 'This link works once: it makes the first account, which may do everything and invite the others.',
  setupSubmit: 'Make the account',
  setupMissing:
    'Relais has no administrator yet. Open the link that “relais serve” wrote to the terminal when it began.',
  email: 'E-mail address (optional)',
  passwordRule: 'At least 12 characters. A few words that have nothing to do with each other are easy to remember.',
  newPassword: 'New password',
  newPasswordAgain: 'New password, once more',
  passwordAgain: 'Password, once more',
  passwordsDiffer: 'The two passwords are not the same.',
  invitationTitle: 'Choose a password',
  invitationText: 'This link works once. The password that you choose here will open your account.',
  invitationSubmit: 'Save the password',
  invitationDone: 'The password of {{name}} has been saved. You can sign in.',
  linkIncomplete: 'This link is incomplete: copy all of it, to the last character.',
} satisfies Translated<typeof french>;
