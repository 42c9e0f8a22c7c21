import type { FileSettings } from '../../../shared/files/file-settings.ts';
import { attempt } from '../../bridge.ts';
import { appStore } from '../app-store.ts';
import { shownRoom } from '../places/open-places.ts';
import { updateSettings } from '../settings-actions.ts';

export type TrustedMember = FileSettings['acceptFrom'][number];

/** Changes some of what was settled about files. */
export async function updateFileSettings(change: Partial<FileSettings>): Promise<void> {
  await updateSettings({ files: { ...appStore.getState().settings.files, ...change } });
}

/** Shows the system's dialog; what is chosen is where received files go from now on. */
export async function chooseDownloadFolder(): Promise<void> {
  const result = await attempt('files:choose-folder', undefined);
  if (result.ok) appStore.setState({ settings: result.value });
}

/** From now on fetches all files of this member of the room without a question. */
export async function trustMember(member: string, nick: string): Promise<void> {
  const room = shownRoom().getState().room?.place;
  if (room === undefined) return;
  const { acceptFrom } = appStore.getState().settings.files;
  const others = acceptFrom.filter((one) => one.room !== room || one.member !== member);
  await updateFileSettings({ acceptFrom: [...others, { room, member, nick }] });
}

/** Asks again before files of this member are fetched. */
export async function distrust({ room, member }: TrustedMember): Promise<void> {
  const { acceptFrom } = appStore.getState().settings.files;
  await updateFileSettings({ acceptFrom: acceptFrom.filter((one) => one.room !== room || one.member !== member) });
}
