import type { CardFile } from '../../stores/conversation/rows.ts';

export interface PictureProps {
  readonly event: string;
  readonly file: CardFile;
  readonly isHere: boolean;
}

export function Picture(_props: PictureProps) {
  return null;
}
