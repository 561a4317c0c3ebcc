import { offerSearch } from './find.ts';
import './page.ts';

offerSearch();
