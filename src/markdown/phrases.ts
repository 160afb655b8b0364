import type { calloutTypes } from './callout-types.ts';

/** What the pipeline itself says on a page. */
export interface Phrases extends Readonly<Record<(typeof calloutTypes)[number], string>> {
  readonly table: string;
  readonly task: string;
  readonly footnotes: string;
  /** Of the link from a footnote back to the text; its number follows. */
  readonly backToReference: string;
  /** Of the link beside a heading, around the heading's text. */
  readonly linkTo: (heading: string) => string;
  readonly diagram: string;
  /** Of the part below a diagram that opens on its source. */
  readonly diagramSource: string;
  readonly playOn: (service: string) => string;
}

const en: Phrases = {
  note: 'Note',
  tip: 'Tip',
  important: 'Important',
  warning: 'Warning',
  caution: 'Caution',
  info: 'Info',
  danger: 'Danger',
  details: 'Details',
  table: 'Table',
  task: 'Task',
  footnotes: 'Footnotes',
  backToReference: 'Back to reference',
  linkTo: (heading) => `Link to “${heading}”`,
  diagram: 'Diagram',
  diagramSource: 'Source of the diagram',
  playOn: (service) => `Watch on ${service}`,
};

const byLanguage: Readonly<Record<string, Phrases>> = {
  en,
  de: {
    note: 'Hinweis',
    tip: 'Tipp',
    important: 'Wichtig',
    warning: 'Warnung',
    caution: 'Vorsicht',
    info: 'Info',
    danger: 'Gefahr',
    details: 'Einzelheiten',
    table: 'Tabelle',
    task: 'Aufgabe',
    footnotes: 'Fußnoten',
    backToReference: 'Zurück zur Stelle',
    linkTo: (heading) => `Link zu „${heading}“`,
    diagram: 'Diagramm',
    diagramSource: 'Quelltext des Diagramms',
    playOn: (service) => `Auf ${service} ansehen`,
  },
  fr: {
    note: 'Note',
    tip: 'Astuce',
    important: 'Important',
    warning: 'Avertissement',
    caution: 'Attention',
    info: 'Info',
    danger: 'Danger',
    details: 'Détails',
    table: 'Tableau',
    task: 'Tâche',
    footnotes: 'Notes de bas de page',
    backToReference: 'Retour à l’appel de note',
    linkTo: (heading) => `Lien vers «\u00A0${heading}\u00A0»`,
    diagram: 'Diagramme',
    diagramSource: 'Source du diagramme',
    playOn: (service) => `Regarder sur ${service}`,
  },
  es: {
    note: 'Nota',
    tip: 'Consejo',
    important: 'Importante',
    warning: 'Advertencia',
    caution: 'Precaución',
    info: 'Información',
    danger: 'Peligro',
    details: 'Detalles',
    table: 'Tabla',
    task: 'Tarea',
    footnotes: 'Notas al pie',
    backToReference: 'Volver a la referencia',
    linkTo: (heading) => `Enlace a «${heading}»`,
    diagram: 'Diagrama',
    diagramSource: 'Código del diagrama',
    playOn: (service) => `Ver en ${service}`,
  },
  it: {
    note: 'Nota',
    tip: 'Suggerimento',
    important: 'Importante',
    warning: 'Avviso',
    caution: 'Attenzione',
    info: 'Informazione',
    danger: 'Pericolo',
    details: 'Dettagli',
    table: 'Tabella',
    task: 'Attività',
    footnotes: 'Note',
    backToReference: 'Torna al riferimento',
    linkTo: (heading) => `Link a «${heading}»`,
    diagram: 'Diagramma',
    diagramSource: 'Sorgente del diagramma',
    playOn: (service) => `Guarda su ${service}`,
  },
  nl: {
    note: 'Opmerking',
    tip: 'Tip',
    important: 'Belangrijk',
    warning: 'Waarschuwing',
    caution: 'Let op',
    info: 'Info',
    danger: 'Gevaar',
    details: 'Details',
    table: 'Tabel',
    task: 'Taak',
    footnotes: 'Voetnoten',
    backToReference: 'Terug naar verwijzing',
    linkTo: (heading) => `Link naar ‘${heading}’`,
    diagram: 'Diagram',
    diagramSource: 'Bron van het diagram',
    playOn: (service) => `Bekijk op ${service}`,
  },
  pt: {
    note: 'Nota',
    tip: 'Dica',
    important: 'Importante',
    warning: 'Aviso',
    caution: 'Cuidado',
    info: 'Informação',
    danger: 'Perigo',
    details: 'Detalhes',
    table: 'Tabela',
    task: 'Tarefa',
    footnotes: 'Notas de rodapé',
    backToReference: 'Voltar à referência',
    linkTo: (heading) => `Link para “${heading}”`,
    diagram: 'Diagrama',
    diagramSource: 'Código do diagrama',
    playOn: (service) => `Assistir no ${service}`,
  },
};

/** By a BCP 47 tag; English for languages that are not there. */
export function phrasesOf(language: string | undefined): Phrases {
  const [short = ''] = (language ?? '').toLowerCase().split('-');
  return Object.hasOwn(byLanguage, short) ? (byLanguage[short] ?? en) : en;
}
