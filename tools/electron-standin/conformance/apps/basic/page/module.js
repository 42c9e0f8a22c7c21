import { word } from './part.js';

document.body.dataset.module = word;
document.body.dataset.preload = String(typeof window.basic);
console.warn('module ran');
