import { SETTING_ROWS, type SettingRow } from '../../../../shared/settings/setting-rows.ts';
import { AmountControl } from './amount-control.tsx';
import { BindControl } from './bind-control.tsx';
import { ChoiceControl, isInSight } from './choice-control.tsx';
import { ColourControl } from './colour-control.tsx';
import type { ControlProps } from './control.ts';
import { EncryptionControl } from './encryption-control.tsx';
import { FolderControl } from './folder-control.tsx';
import { MemoryControl } from './memory-control.tsx';
import { NickControl, PortControl, RoomNameControl } from './name-controls.tsx';
import { PeopleControl } from './people-control.tsx';
import { QuietControl, SwitchControl } from './switch-control.tsx';

/** Whether a row's name is the label of one element; others are named groups, or buttons with words of their own. */
export function hasLabel(row: SettingRow): boolean {
  if (row.kind === 'choice') return !isInSight(row.options);
  return !['colour', 'folder', 'people', 'memory'].includes(row.kind);
}

/** What a setting is changed with: one component each kind. */
export function SettingControl(props: ControlProps) {
  const row = SETTING_ROWS[props.setting];
  switch (row.kind) {
    case 'nick':
      return <NickControl {...props} />;
    case 'room-name':
      return <RoomNameControl {...props} />;
    case 'port':
      return <PortControl {...props} />;
    case 'colour':
      return <ColourControl {...props} />;
    case 'switch':
      return <SwitchControl {...props} />;
    case 'quiet':
      return <QuietControl {...props} />;
    case 'choice':
      return <ChoiceControl {...props} options={row.options} />;
    case 'amount':
      return <AmountControl {...props} amounts={row.amounts} unit={row.unit} />;
    case 'bind':
      return <BindControl {...props} />;
    case 'encryption':
      return <EncryptionControl {...props} />;
    case 'folder':
      return <FolderControl {...props} />;
    case 'people':
      return <PeopleControl {...props} />;
    case 'memory':
      return <MemoryControl {...props} />;
  }
}
