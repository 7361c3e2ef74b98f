import type { Random } from './random.ts';

/** What sentences of a language are made of. They mean little; their letters and lengths are real. */
interface Language {
  /** Words that come up again and again. */
  readonly words: readonly string[];
  /** What rare words are made of. */
  readonly syllables: readonly string[];
  /** How many of these a rare word has: 4, unless told. */
  readonly length?: number;
  /** Between words. */
  readonly space: string;
  /** Small words that stand between two others, where no space does. */
  readonly particles?: readonly string[];
  readonly stop: string;
}

const list = (words: string): string[] => words.trim().split(/\s+/u);

/** Languages in the order in which portals of more and more locales take them. */
const languages: Readonly<Record<string, Language>> = {
  en: {
    syllables: list('ba co di fe gu la me ni po ru sa te vi wo ren tal mor kin dus pra ste'),
    space: ' ',
    stop: '.',
    words: list(`
      the a and of to for with when now each from by your this that before after only more less
      release server cluster queue report session upgrade index cache window team region node
      request address account schedule export dashboard alert backup token policy limit worker
      faster safer earlier later quietly automatically together again once twice always rarely
      reads writes keeps moves shows checks sends stores removes replaces renews records joins
      splits reaches opens closes holds waits retries measures warns returns follows accepts
      storage network database connection gateway certificate tenant project pipeline snapshot
      invoice calendar template signature attachment threshold latency throughput memory disk
      customer administrator operator partner auditor developer reader writer reviewer owner
      configuration migration deprecation permission retention encryption replication recovery`),
  },
  de: {
    syllables: list('ba ke di fü go la me ni po ru sa te vö wi ren tal mor kin dus scha ste'),
    space: ' ',
    stop: '.',
    words: list(`
      der die das und ein eine mit für von nach vor bei wenn jetzt jede dieser mehr weniger nur
      Version Server Verbund Warteschlange Bericht Sitzung Aktualisierung Verzeichnis Zwischenspeicher
      Fenster Gruppe Region Knoten Anfrage Adresse Konto Zeitplan Ausfuhr Übersicht Warnung Sicherung
      Schlüssel Richtlinie Grenze schneller sicherer früher später leise selbsttätig gemeinsam erneut
      liest schreibt behält verschiebt zeigt prüft sendet speichert entfernt ersetzt erneuert verbindet
      teilt erreicht öffnet schließt hält wartet wiederholt misst warnt liefert folgt übernimmt
      Speicher Netzwerk Datenbank Verbindung Zugang Zertifikat Mandant Projekt Ablauf Abbild Rechnung
      Kalender Vorlage Unterschrift Anhang Schwellenwert Verzögerung Durchsatz Arbeitsspeicher Platte
      Kunde Verwalterin Betreiber Partnerin Prüfer Entwicklerin Leser Autorin Gutachter Eigentümerin
      Einstellung Umstellung Abkündigung Berechtigung Aufbewahrung Verschlüsselung Wiederherstellung`),
  },
  // Written without spaces, so a reader, and an indexer, cuts words where it knows them: rare ones are compounds
  // of real ones, as they are in Japanese, and particles part the others.
  ja: {
    syllables: list(`
      更新 索引 暗号 通信 記録 監視 設定 認証 接続 配信 保存 検索 処理 計算 管理 履歴 障害 復旧 公開 承認
      権限 署名 証明 分析 集計 統計 比較 変換 圧縮 展開 同期 複製 移行 廃止 対応 機能 画面 表示 入力 出力
      削除 追加 変更 確認 通知 警告 予定 開始 終了 停止 再開 延期 撤回 評価 試験 検証 品質 性能 安全 情報
      資源 容量 負荷 遅延 帯域 経路 端末 利用 運用 保守 契約 請求 支払 顧客 組織 部門 担当 責任 文書 翻訳
      用語 辞書 地域 時刻 期間 期限 頻度 回数 件数 一覧 詳細 概要 手順 条件 範囲 対象 基準 方針 規則 構成`),
    length: 2,
    space: '',
    stop: '。',
    particles: list('の を に は が と で も へ から より まで'),
    words: list(`
      新しい この すべて 以前 以後 自動 再び 常に
      リリース サーバー クラスター キュー レポート セッション 更新 索引 キャッシュ ウィンドウ
      チーム 地域 ノード 要求 住所 アカウント 予定 書き出し 画面 警告 バックアップ トークン 方針
      制限 速く 安全に 早く 遅く 静かに 読み込む 書き込む 保つ 移動する 表示する 確認する 送信する
      保存する 削除する 置き換える 記録する 結合する 分割する 到達する 開く 閉じる 待つ 測定する
      記憶域 ネットワーク データベース 接続 ゲートウェイ 証明書 テナント プロジェクト 手順 写し 請求書
      暦 雛形 署名 添付 しきい値 遅延 処理量 メモリー ディスク 顧客 管理者 運用者 取引先 監査人
      開発者 読者 筆者 所有者 設定 移行 非推奨 権限 保持 暗号化 複製 復旧`),
  },
  ar: {
    syllables: list('با تا را سا لا ما نا كا دو رو سو لو مو نو دي ري سي لي مي ني'),
    space: ' ',
    stop: '.',
    words: list(`
      في من إلى على عن مع قبل بعد عند كل هذا هذه ثم أو فقط أكثر أقل الآن دائما تلقائيا مرة
      إصدار خادم عنقود طابور تقرير جلسة ترقية فهرس ذاكرة نافذة فريق منطقة عقدة طلب عنوان حساب
      جدول تصدير لوحة تنبيه نسخة رمز سياسة حد عامل أسرع أكثر أمان لاحقا بهدوء معا مجددا
      يقرأ يكتب يحفظ ينقل يعرض يفحص يرسل يخزن يزيل يستبدل يجدد يسجل يجمع يقسم يصل يفتح يغلق
      تخزين شبكة قاعدة اتصال بوابة شهادة مستأجر مشروع مسار لقطة فاتورة تقويم قالب توقيع مرفق
      عتبة تأخير قرص عميل مدير مشغل شريك مدقق مطور قارئ كاتب مراجع مالك إعداد ترحيل إذن تشفير`),
  },
  fr: {
    syllables: list('ba ché di fe gu la mé ni po rou sa te vi voi ren tal mor quin dus pra ste'),
    space: ' ',
    stop: '.',
    words: list(`
      le la les un une et de du pour avec quand chaque avant après seulement plus moins désormais
      version serveur grappe file rapport session mise index cache fenêtre équipe région nœud
      requête adresse compte planning tableau alerte sauvegarde jeton politique limite travailleur
      vite sûrement plus tôt tard doucement ensemble encore toujours rarement lit écrit garde
      déplace montre vérifie envoie conserve retire remplace renouvelle joint sépare atteint ouvre
      ferme attend mesure avertit rend suit accepte stockage réseau base connexion passerelle
      certificat locataire projet chaîne instantané facture calendrier modèle signature pièce seuil
      latence débit mémoire disque client administratrice opérateur partenaire auditeur développeuse`),
  },
};

/** The locales that a portal may have, the source first. */
export const benchLocales: readonly string[] = Object.keys(languages);

/**
 * How often rare words come up. `plain` is as in any text; in `marked` text every other word is rare,
 * so that no run of its words stands elsewhere by chance.
 */
export type Tone = 'plain' | 'marked';

const rareWords = 8_000;
const rareShare = 0.25;

/** Words of a locale, without a stop. The first is capital where the script has capitals. */
export function phrase(
  random: Random,
  locale: string,
  words: number,
  tone: Tone = 'plain',
): string {
  const language = languageOf(locale);
  const { particles } = language;
  // With particles, and compounds for rare words, so many words are as long as others without.
  const length = particles === undefined ? words : Math.ceil(words * 0.65);
  const text = Array.from({ length }, (_, place) => {
    const isRare = tone === 'marked' ? place % 2 === 0 : random.next() < rareShare;
    return isRare
      ? rareWord(language, Math.floor(random.next() ** 2 * rareWords))
      : random.common(language.words);
  })
    .map((word, place) =>
      particles === undefined || place === length - 1 ? word : word + random.common(particles),
    )
    .join(language.space);
  return text.charAt(0).toLocaleUpperCase(locale) + text.slice(1);
}

/** A paragraph of so many sentences, on one line. */
export function sentences(
  random: Random,
  locale: string,
  count: number,
  tone: Tone = 'plain',
): string {
  const { space, stop } = languageOf(locale);
  return Array.from(
    { length: count },
    () => phrase(random, locale, 8 + random.below(8), tone) + stop,
  ).join(space);
}

function rareWord({ syllables, length = 4 }: Language, number: number): string {
  // Neighbouring numbers must not share their first syllables: a dictionary is not so regular.
  let rest = Math.imul(number + 1, 0x9e3779b1) >>> 0;
  let word = '';
  for (let count = 0; count < length; count += 1) {
    word += syllables[rest % syllables.length] ?? '';
    rest = Math.floor(rest / syllables.length);
  }
  return word;
}

function languageOf(locale: string): Language {
  const language = languages[locale];
  if (!language) throw new RangeError(`There are no words for ${locale}.`);
  return language;
}
