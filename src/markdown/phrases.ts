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
  readonly playOn: (service: string) => string;
  /** What a video of another site does when it is asked for. */
  readonly loadsFrom: (service: string) => string;
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
  playOn: (service) => `Watch on ${service}`,
  loadsFrom: (service) => `Nothing is loaded from ${service} before you ask for it.`,
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
    playOn: (service) => `Auf ${service} ansehen`,
    loadsFrom: (service) => `Von ${service} wird erst geladen, wenn Sie es verlangen.`,
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
    playOn: (service) => `Regarder sur ${service}`,
    loadsFrom: (service) => `Rien n’est chargé depuis ${service} avant votre demande.`,
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
    playOn: (service) => `Ver en ${service}`,
    loadsFrom: (service) => `No se carga nada de ${service} hasta que usted lo pida.`,
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
    playOn: (service) => `Guarda su ${service}`,
    loadsFrom: (service) => `Nulla viene caricato da ${service} prima di una tua richiesta.`,
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
    playOn: (service) => `Bekijk op ${service}`,
    loadsFrom: (service) => `Er wordt niets van ${service} geladen voordat u erom vraagt.`,
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
    playOn: (service) => `Assistir no ${service}`,
    loadsFrom: (service) => `Nada é carregado de ${service} antes de você pedir.`,
  },
};

/** By a BCP 47 tag; English for languages that are not there. */
export function phrasesOf(language: string | undefined): Phrases {
  const [short = ''] = (language ?? '').toLowerCase().split('-');
  return Object.hasOwn(byLanguage, short) ? (byLanguage[short] ?? en) : en;
}
