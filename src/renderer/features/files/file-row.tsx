import { memo } from 'react';
import type { FileRow as Row } from '../../stores/conversation/rows.ts';
import { SaidFrame, type SaidRowProps } from '../room/said-frame.tsx';
import { FileCard } from './file-card.tsx';

/** One file that somebody sent, under its sender. */
export const FileRow = memo(function FileRow(props: SaidRowProps<Row>) {
  return (
    <SaidFrame {...props}>
      <FileCard row={props.row} own={props.own} />
    </SaidFrame>
  );
});
