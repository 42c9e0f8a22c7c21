import { useLab } from '../../stores/lab/hooks.ts';
import type { LabPage } from '../../stores/lab/lab-store.ts';
import { ClientForm } from './client-form.tsx';
import { ClientScreen } from './client-screen.tsx';
import classes from './lab-view.module.css';
import { RecipeGallery } from './recipe-gallery.tsx';
import { RecipeScreen } from './recipe-screen.tsx';
import { ServerForm } from './server-form.tsx';
import { ServerScreen } from './server-screen.tsx';
import { SocketList } from './socket-list.tsx';

function Page({ page }: { readonly page: LabPage }) {
  switch (page.kind) {
    case 'recipes':
      return <RecipeGallery />;
    case 'recipe':
      return <RecipeScreen key={page.recipe} recipe={page.recipe} />;
    case 'new-server':
      return <ServerForm />;
    case 'new-client':
      return <ClientForm />;
    case 'server':
      return <ServerScreen key={page.id} id={page.id} />;
    case 'client':
      return <ClientScreen key={page.id} id={page.id} />;
  }
}

/** The practice lab: what runs at the left, and the one that is looked at beside it. */
export function LabView() {
  const page = useLab((state) => state.page);
  return (
    <div className={classes.lab}>
      <SocketList />
      <main className={classes.main}>
        <Page page={page} />
      </main>
    </div>
  );
}
