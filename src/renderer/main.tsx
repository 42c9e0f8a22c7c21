import './ui/base.css';
import { createRoot } from 'react-dom/client';
import { App } from './features/app/app.tsx';
import { startI18n } from './locales/i18n.ts';
import { connect } from './stores/connect.ts';
import { watchReading } from './stores/places/reading.ts';

await startI18n();
const root = document.getElementById('root');
if (root) createRoot(root).render(<App />);
connect();
watchReading();
