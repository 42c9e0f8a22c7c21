import { ZOOM_STEPS } from '../../shared/settings-defaults.ts';

export type ZoomChange = 'in' | 'out' | 'reset';

/** The next factor from one that need be no step itself. */
export function zoomed(zoom: number, change: ZoomChange): number {
  switch (change) {
    case 'reset':
      return 1;
    case 'in':
      return ZOOM_STEPS.find((step) => step > zoom) ?? zoom;
    case 'out':
      return ZOOM_STEPS.findLast((step) => step < zoom) ?? zoom;
  }
}
