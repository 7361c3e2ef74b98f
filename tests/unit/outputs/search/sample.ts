import type { Named, SearchRecord } from '../../../../src/outputs/search/record.ts';

/** Words of one language for sample records. */
interface Words {
  kind: string;
  fix: string;
  feature: string;
  security: string;
  module: string;
  summary: string;
  heading: string;
  text: string;
  /** Stands in record 7 only. */
  rare: string;
}

const words: Readonly<Record<string, Words>> = {
  en: {
    kind: 'Release',
    fix: 'Fixed',
    feature: 'New',
    security: 'Security',
    module: 'Billing',
    summary: 'Invoices are exported faster.',
    heading: 'Rotate your keys',
    text: 'Administrators must rotate the encryption keys before upgrading the databases.',
    rare: 'The pelican service was renamed.',
  },
  de: {
    kind: 'Version',
    fix: 'Behoben',
    feature: 'Neu',
    security: 'Sicherheit',
    module: 'Abrechnung',
    summary: 'Rechnungen werden schneller ausgegeben.',
    heading: 'Schlüssel austauschen',
    text: 'Vor der Aktualisierung der Datenbanken sind die Schlüssel auszutauschen.',
    rare: 'Der Pelikandienst heißt jetzt anders.',
  },
  ja: {
    kind: 'リリース',
    fix: '修正',
    feature: '新機能',
    security: 'セキュリティ',
    module: '請求',
    summary: '請求書の書き出しが速くなりました。',
    heading: '鍵を更新してください',
    text: '管理者はデータベースを更新する前に、暗号化鍵を更新する必要があります。',
    rare: '監査ログの保存期間を変更しました。',
  },
  ar: {
    kind: 'إصدار',
    fix: 'إصلاحات',
    feature: 'جديد',
    security: 'الأمان',
    module: 'الفوترة',
    summary: 'أصبح تصدير الفواتير أسرع.',
    heading: 'بدّل مفاتيحك',
    text: 'يجب على المسؤولين تبديل مفاتيح التشفير قبل ترقية قواعد البيانات.',
    rare: 'تغيّرت مدة الاحتفاظ بسجلات التدقيق.',
  },
};

export const sampleLanguages = Object.keys(words);

const products: readonly Named[] = [
  { id: 'atlas', title: 'Atlas' },
  { id: 'beam', title: 'Beam, the: other one' },
];

/** `count` records of one language, newest first, always the same; about 2 KB of text each when `long`. */
export function sampleRecords(lang: string, count = 60, base = '', long = false): SearchRecord[] {
  const own = words[lang];
  if (!own) throw new Error(`No sample words for ${lang}`);
  return Array.from({ length: count }, (_, at): SearchRecord => {
    const product = products[at % 2] ?? null;
    const version = `${Math.floor(at / 10) + 1}.${at % 10}.0`;
    const day = `2026-${String((at % 12) + 1).padStart(2, '0')}-${String((at % 28) + 1).padStart(2, '0')}`;
    const repeat = long ? 6 : 1;
    return {
      url: `${base}/${lang}/releases/${product?.id ?? ''}/${version}/`,
      title: `${product?.title ?? ''} ${version}`,
      lang,
      kind: 'release',
      kindLabel: own.kind,
      product,
      version,
      types: [
        { id: 'fix', title: own.fix },
        ...(at % 3 === 0 ? [{ id: 'security', title: own.security }] : []),
      ],
      modules: at % 4 === 0 ? [{ id: 'billing', title: own.module }] : [],
      date: at === 5 ? null : day,
      state: null,
      summary: own.summary,
      sections: [
        { id: null, heading: null, text: at === 7 ? own.rare : own.summary },
        ...Array.from({ length: repeat }, (_unused, part) => ({
          id: part === 0 ? 'rotate-keys' : `part-${part}`,
          heading: own.heading,
          text: Array.from({ length: repeat }, () => own.text).join(' ') + ` r${at}p${part}`,
        })),
      ],
    };
  });
}
