/** What ends, or goes on in the tray, when the window closes. */
export interface RoomsLeft {
  readonly hosted: number;
  readonly joined: number;
  /** Members beside this one in the hosted rooms, who are thrown out when the app ends. */
  readonly otherMembers: number;
}

/** What is asked of whoever closes the window: whether the app goes on in the tray, or whether the hosted rooms may end. */
export type CloseQuestion = 'which' | 'leave';
