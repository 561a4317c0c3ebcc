/** What staff are asked and told at a terminal. Errors of the format are in English, as everything that can be searched for. */
export interface DeskWords {
  readonly whichIncident: string;
  readonly noneOpen: string;
  readonly isOpen: string;
  readonly title: string;
  readonly titleExample: string;
  readonly id: string;
  readonly components: string;
  readonly componentsChanged: string;
  readonly stateOf: (names: string) => string;
  readonly sameForAll: string;
  readonly began: string;
  readonly ended: string;
  readonly now: (time: string) => string;
  readonly next: string;
  readonly skip: string;
  readonly yesNo: { readonly active: string; readonly inactive: string };
  readonly phase: string;
  readonly cause: string;
  readonly text: string;
  readonly textLine: string;
  readonly textEditor: string;
  readonly textTemplate: (name: string) => string;
  readonly textNone: string;
  readonly words: string;
  readonly whichUpdate: string;
  readonly wrong: string;
  readonly right: string;
  readonly onceOnly: (count: number) => string;
  readonly morePairs: string;
  readonly window: string;
  readonly windowExample: string;
  readonly action: string;
  readonly actions: Readonly<Record<'announce' | 'move' | 'start' | 'complete' | 'cancel', string>>;
  readonly readsAs: string;
  readonly write: (path: string) => string;
  readonly written: (path: string) => string;
  readonly address: string;
  readonly commit: string;
  readonly committed: string;
  readonly notPushed: string;
  readonly needed: string;
  readonly siteName: (lang: string) => string;
  readonly siteUrl: string;
  readonly languages: string;
  readonly zone: string;
  readonly componentNames: string;
  readonly componentNamesExample: string;
  readonly componentId: (name: string) => string;
  readonly begun: (site: string) => string;
  readonly clear: (files: number) => string;
  readonly language: string;
}

const en: DeskWords = {
  whichIncident: 'Which incident?',
  noneOpen: 'Nothing is open; these are the latest.',
  isOpen: 'open',
  title: 'What is wrong, in the words of those whom it hits?',
  titleExample: 'Mail cannot be sent',
  id: 'Its name in addresses, for ever',
  components: 'Which components are hit? (space marks, Return goes on)',
  componentsChanged: 'Of which components does the state change? (space marks, Return goes on)',
  stateOf: (names) => `State of ${names}`,
  sameForAll: 'Is it the same state for all?',
  began: 'When did it begin? (~ before the time: about)',
  ended: 'When was it over? (~ before the time: about)',
  now: (time) => `now, ${time}`,
  next: 'When will the next update come?',
  skip: 'Return leaves it out',
  yesNo: { active: 'Yes', inactive: 'No' },
  phase: 'What does this update say of the whole?',
  cause: 'What was at fault?',
  text: 'What do you say to readers?',
  textLine: 'A line, here',
  textEditor: 'More, in my editor',
  textTemplate: (name) => `A template, in my editor: ${name}`,
  textNone: 'Nothing: a standard sentence stands for it',
  words: 'The text',
  whichUpdate: 'Which update is wrong?',
  wrong: 'For: the wrong words, as they stand there',
  right: 'Read: the right words',
  onceOnly: (count) =>
    count === 0
      ? 'These words do not stand in that update.'
      : `These words stand there ${count} times: take more of the line.`,
  morePairs: 'Correct more words of this update?',
  window: 'When is it planned?',
  windowExample: '2026-12-05 02:00 / 04:00',
  action: 'What about the maintenance?',
  actions: {
    announce: 'Announce one',
    move: 'Move it to another time',
    start: 'It has begun',
    complete: 'It is complete',
    cancel: 'It is cancelled',
  },
  readsAs: 'Readers will see:',
  write: (path) => `Write this to ${path}?`,
  written: (path) => `Written to ${path}.`,
  address: 'Its page, once released:',
  commit: 'Commit it to git? (Nothing is pushed.)',
  committed: 'Committed.',
  notPushed: 'Push it when you are ready: git push',
  needed: 'This is needed.',
  siteName: (lang) => `What is your service called, in ${lang}?`,
  siteUrl: 'At which address will the site be?',
  languages: 'In which languages? The first is the default.',
  zone: 'In which time zone do you count days?',
  componentNames: 'The parts of your service, with commas between them',
  componentNamesExample: 'Website, API, Mail',
  componentId: (name) => `An id for ${name}, for ever (a–z, 0–9, hyphens)`,
  begun: (site) => `${site} is yours; the demonstration is gone.
Next:
  npm run new                    opens your first incident
  npm start                      shows the site
  npm run release -- --first     begins the public record
`,
  clear: (files) =>
    `Delete the demonstration (${files} files in the content folder) and begin your own site?`,
  language: 'Into which language?',
};

const ja: DeskWords = {
  whichIncident: 'どの件ですか',
  noneOpen: '対応中の件はありません。最近の件です。',
  isOpen: '対応中',
  title: '何が起きていますか（お客様に伝わる言葉で）',
  titleExample: 'メールを送信できません',
  id: 'アドレスに使う名前（変更できません）',
  components: '影響のあるサービス（スペースで選択、Enterで次へ）',
  componentsChanged: '状態が変わるサービス（スペースで選択、Enterで次へ）',
  stateOf: (names) => `${names}の状態`,
  sameForAll: 'すべて同じ状態ですか',
  began: 'いつ始まりましたか（おおよその時刻は前に ~）',
  ended: 'いつ復旧しましたか（おおよその時刻は前に ~）',
  now: (time) => `今（${time}）`,
  next: '次の続報はいつですか',
  skip: 'なければEnter',
  yesNo: { active: 'はい', inactive: 'いいえ' },
  phase: '全体はどの段階ですか',
  cause: '原因は何でしたか',
  text: 'お客様への文章',
  textLine: 'ここで1行書く',
  textEditor: 'エディターで書く',
  textTemplate: (name) => `ひな形からエディターで書く：${name}`,
  textNone: '書かない（定型文を表示します）',
  words: '文章',
  whichUpdate: 'どの更新を訂正しますか',
  wrong: '誤：掲載されているとおりの言葉',
  right: '正：正しい言葉',
  onceOnly: (count) =>
    count === 0
      ? 'その更新に、この言葉はありません。'
      : `その更新に${count}か所あります。前後も含めてください。`,
  morePairs: '同じ更新をほかにも訂正しますか',
  window: '予定の日時',
  windowExample: '2026-12-05 02:00 / 04:00',
  action: 'メンテナンスについて',
  actions: {
    announce: '予告する',
    move: '日時を変更する',
    start: '開始した',
    complete: '完了した',
    cancel: '中止する',
  },
  readsAs: '次のように表示されます：',
  write: (path) => `${path} に書き込みますか`,
  written: (path) => `${path} に書き込みました。`,
  address: '公開後のアドレス：',
  commit: 'gitにコミットしますか（プッシュはしません）',
  committed: 'コミットしました。',
  notPushed: '準備ができたらプッシュしてください：git push',
  needed: '入力してください。',
  siteName: (lang) => `サービスの名称（${lang}）`,
  siteUrl: 'サイトのアドレス',
  languages: '言語（最初のものが標準になります）',
  zone: '日を数えるタイムゾーン',
  componentNames: 'サービスの構成（コンマ区切り）',
  componentNamesExample: 'ウェブサイト, API, メール',
  componentId: (name) => `${name}のID（変更できません。a–z、0–9、ハイフン）`,
  begun: (site) => `見本を削除し、${site} を作成しました。
次のコマンド:
  npm run new                    最初の障害を書きます
  npm start                      サイトを表示します
  npm run release -- --first     公開の記録を始めます
`,
  clear: (files) => `見本（${files}ファイル）を削除して、自分のサイトを始めますか`,
  language: 'どの言語に翻訳しますか',
};

/** The words for a terminal of a language; where we have none, English. */
export function deskWordsFor(lang: string): DeskWords {
  return lang === 'ja' ? ja : en;
}
