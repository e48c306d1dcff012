/** Why an alert is owed, by the API's words, as a key of the catalogue; words that are not here are shown as they are. */

const KEYS: Record<string, string> = {
  'the outcome of an active plan has changed': 'alert-outcome-changed',
  'a movement is past its window and has not reported': 'alert-movement-overdue',
  'a halt lasts longer than the rules allow; give a temporary site': 'alert-halt-too-long',
  'a request is overdue': 'alert-request-overdue',
  'a request will soon be due': 'alert-request-due',
  'a notification is past its time of reconfirmation': 'alert-reconfirm-due',
  'something arrived that cannot be read': 'alert-unreadable',
  'a channel changed its state': 'alert-channel',
  'an alert was not answered in time': 'alert-escalated',
  'checks come in a pattern that searches': 'alert-probing',
  "a party's checks of the day are used up; telephone it": 'alert-budget-used',
  'the clock has jumped; two people confirm it, one of them of the centre': 'alert-clock-doubted',
  STOP: 'alert-stop',
  'a line test: answer it, nothing else is meant': 'alert-line-test',
  'the last person of a party has signed off; telephone it': 'alert-unattended',
};

/** The key of the reason, where the console has a word for it. */
export function reason(why: string): string | undefined {
  return KEYS[why];
}

/** Whether an alert is about a stop. */
export function isStop(why: string): boolean {
  return why === 'STOP';
}
