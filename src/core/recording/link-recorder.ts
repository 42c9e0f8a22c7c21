import type { Recorder } from './recorder.ts';

/** What links and sockets need of a recorder. */
export type LinkRecorder = Pick<Recorder, 'attach' | 'attachSocket' | 'flowOpened'>;

/** Records the links of one place, which say so: what is recorded of several stays told apart. */
export function recorderOf(recorder: Recorder, place: string): LinkRecorder {
  return {
    attach: (route, recordable, nameOf, openerOf) => recorder.attach({ ...route, place }, recordable, nameOf, openerOf),
    attachSocket: (local, socket) => recorder.attachSocket(local, socket, place),
    flowOpened: (socket, remote, nameOf, openerOf) => recorder.flowOpened(socket, remote, nameOf, openerOf),
  };
}
