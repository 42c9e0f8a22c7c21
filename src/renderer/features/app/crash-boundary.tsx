import i18next from 'i18next';
import { Component, type ReactNode } from 'react';
import { Button } from '../../ui/button.tsx';
import { Notice } from './notice.tsx';

/** Shows a way out when drawing fails; the room lives in the main process and goes on. */
export class CrashBoundary extends Component<{ readonly children: ReactNode }, { readonly crashed: boolean }> {
  override state = { crashed: false };

  static getDerivedStateFromError(): { readonly crashed: boolean } {
    return { crashed: true };
  }

  override render(): ReactNode {
    if (!this.state.crashed) return this.props.children;
    return (
      <Notice text={i18next.t('app.crashed')} hint={i18next.t('app.crashedHint')}>
        <Button tone="primary" onClick={() => location.reload()}>
          {i18next.t('app.reload')}
        </Button>
      </Notice>
    );
  }
}
