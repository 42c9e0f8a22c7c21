import { type LucideIcon, MessagesSquare, Stethoscope } from 'lucide-react';
import type { ComponentType } from 'react';
import type { View } from '../../stores/view-store.ts';
import { DoctorView } from '../doctor/doctor-view.tsx';
import { ChatView } from '../room/chat-view.tsx';

export interface ViewEntry {
  readonly view: View;
  readonly icon: LucideIcon;
  /** What fills the window beside the rail. */
  readonly Screen: ComponentType;
}

/** All that the window can be used for, in the order of the rail; `views.<view>` in the locale files names each. */
export const VIEWS: readonly ViewEntry[] = [
  { view: 'chat', icon: MessagesSquare, Screen: ChatView },
  { view: 'doctor', icon: Stethoscope, Screen: DoctorView },
];
