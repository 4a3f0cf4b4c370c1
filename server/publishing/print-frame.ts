import { accentOf } from '#shared/emblem/emblem.ts';
import type { BookSource } from './book-source.ts';
import { creditedNames, creditRows } from './credit-rows.ts';
import { MONO_FAMILIES, RTL_TEXT_FAMILIES, TEXT_FAMILIES } from './fonts.ts';
import { filled, type Labels, labelsFor } from './labels.ts';
import { isCore, type Manifest, type ManifestFact } from './manifest.ts';
import { factText, factUrl, printDay } from './print-facts.ts';
import { printText } from './print-text.ts';
import type { PrintFrame, PrintInline } from './print-types.ts';
import { linksOf } from './text-parts.ts';

const RTL = new Set(['ar', 'fa', 'he', 'ur', 'yi', 'ckb', 'ps', 'sd']);

type Print = (text: string) => string;

function plain(text: string): PrintInline[] {
  return [{ kind: 'text', text }];
}

/** `de` in its own words: Deutsch. */
function languageName(language: string): string {
  const name = new Intl.DisplayNames([language], { type: 'language' }).of(language) ?? language;
  return name.charAt(0).toLocaleUpperCase(language) + name.slice(1);
}

function countryName({ country, language }: Manifest['edition']): string {
  if (country === '') return '';
  return new Intl.DisplayNames([language], { type: 'region' }).of(country) ?? country;
}

function textOf(manifest: Manifest, labels: Labels): string {
  const day = new Date(manifest.textAt).toISOString().slice(0, 10);
  return filled(labels.textOf, { date: printDay(day, manifest.edition.language) });
}

/** `CC-BY-SA-4.0` as people write it. */
function licenceName(licence: string): string {
  return licence.startsWith('CC-')
    ? licence.replace(/^CC-(.+)-(\d\.\d)$/, 'CC $1 $2').replace(/^CC0-/, 'CC0 ')
    : licence;
}

function licenceUrl(licence: string): string | undefined {
  const [, terms, version] = /^CC-(BY(?:-NC)?(?:-SA|-ND)?)-(\d\.\d)$/.exec(licence) ?? [];
  if (terms && version)
    return `https://creativecommons.org/licenses/${terms.toLowerCase()}/${version}/`;
  return licence === 'CC0-1.0' ? 'https://creativecommons.org/publicdomain/zero/1.0/' : undefined;
}

function about(manifest: Manifest, labels: Labels, print: Print): PrintFrame['about'] {
  const { handbook, edition, omitted } = manifest;
  const url = licenceUrl(handbook.licence);
  const editionName = isCore(manifest)
    ? labels.coreEdition
    : [edition.city, countryName(edition)].filter((part) => part !== '').join(', ');
  const basedOn =
    edition.basedOnRelease === null
      ? undefined
      : filled(labels.basedOn, { number: edition.basedOnRelease });
  const credited = creditRows(manifest, labels);
  const rows: [label: string, text: string][] = [
    [labels.handbook, handbook.title],
    [labels.edition, [editionName, textOf(manifest, labels), basedOn].filter(Boolean).join(' · ')],
    [labels.languageLabel, languageName(edition.language)],
    ...(credited.length === 0
      ? ([[labels.editionAuthors, labels.noAuthors]] satisfies [string, string][])
      : credited.map(({ label, names }): [string, string] => [label, names.join(', ')])),
    ...(omitted.length > 0
      ? ([[labels.leftOut, omitted.map(({ title }) => title).join(' · ')]] satisfies [
          string,
          string,
        ][])
      : []),
  ];
  return [
    ...rows.map(([label, text]) => ({ label, content: plain(print(text)) })),
    {
      label: labels.licence,
      content: [
        {
          kind: 'text',
          text: print(licenceName(handbook.licence)),
          ...(url === undefined ? {} : { url }),
        },
      ],
    },
  ];
}

function source(fact: ManifestFact, print: Print): PrintInline[] {
  const written = fact.source.trim();
  if (written === '') return [];
  return /^https?:\/\/[^\s/]+\S*$/i.test(written)
    ? [{ kind: 'text', text: print(written), url: written }]
    : plain(print(written));
}

function factRows(manifest: Manifest, labels: Labels, print: Print): PrintFrame['facts'] {
  const { language } = manifest.edition;
  return manifest.facts.map((fact) => {
    const value = factText(fact, language);
    const url = factUrl(fact);
    const reviewBy = fact.reviewBy
      ? filled(labels.reviewBy, { date: printDay(fact.reviewBy, language) })
      : '';
    return {
      label: print(fact.label),
      value:
        value === undefined
          ? [{ kind: 'gap', label: labels.notFilled }]
          : [{ kind: 'text', text: print(value), ...(url === undefined ? {} : { url }) }],
      source: source(fact, print),
      reviewBy: print(reviewBy),
    };
  });
}

function addresses({ manifest, texts }: BookSource, print: Print): PrintFrame['addresses'] {
  return manifest.chapters.flatMap(({ id, title }) => {
    const doc = texts.get(id);
    const outside = (doc ? linksOf(doc) : []).filter(({ href }) => /^https?:/i.test(href));
    const once = [...new Map(outside.map((link) => [link.href, link])).values()];
    if (once.length === 0) return [];
    const links = once.map(({ href, text }) => ({ text: print(text), url: href }));
    return [{ chapter: print(title), links }];
  });
}

/** Front and back matter in the edition's language. */
export function printFrame(book: BookSource): PrintFrame {
  const { manifest, coverage } = book;
  const { handbook, edition } = manifest;
  const labels = labelsFor(edition.language);
  const print: Print = (text) => printText(text, coverage, () => undefined);
  const [language = 'en', ...subtags] = edition.language.split('-');
  const isRtl = RTL.has(language);
  const name = isCore(manifest) ? labels.coreEdition : edition.city;
  return {
    title: print(edition.title),
    city: print(edition.city),
    edition: print(name),
    summary: print(edition.summary),
    language,
    region: subtags.find((subtag) => /^[A-Z]{2}$/.test(subtag)) ?? null,
    direction: isRtl ? 'rtl' : 'ltr',
    fonts: { text: isRtl ? RTL_TEXT_FAMILIES : TEXT_FAMILIES, mono: MONO_FAMILIES },
    colours: accentOf(edition.slug).light,
    authors: creditedNames(manifest).map(print),
    keywords: [
      edition.title,
      handbook.title,
      edition.city,
      countryName(edition),
      licenceName(handbook.licence),
    ]
      .filter((word, at, words) => word !== '' && words.indexOf(word) === at)
      .map(print),
    chapters: manifest.chapters.map((_, index) => chapterPath(index)),
    coverLines: [textOf(manifest, labels), licenceName(handbook.licence)].map(print),
    about: about(manifest, labels, print),
    facts: factRows(manifest, labels, print),
    addresses: addresses(book, print),
    labels,
  };
}

/** Where the typesetter finds a chapter's JSON. */
export function chapterPath(index: number): string {
  return `/chapters/${String(index + 1).padStart(3, '0')}.json`;
}
