import { memo } from 'react';
import type { FileRow as Row } from '../../stores/conversation/rows.ts';
import { SaidFrame, type SaidRowProps } from '../room/said-frame.tsx';
import { SaidLine } from '../room/said-line.tsx';
import { FileCard } from './file-card.tsx';

/** One file that somebody sent, under its sender, with the way to the bytes that announced it. */
export const FileRow = memo(function FileRow(props: SaidRowProps<Row>) {
  const { row, own, t } = props;
  const { id, event, from, at, file } = row;
  return (
    <SaidFrame {...props}>
      <SaidLine said={event !== undefined ? { id, from, at, text: file.name } : undefined} t={t}>
        <FileCard row={row} own={own} />
      </SaidLine>
    </SaidFrame>
  );
});
