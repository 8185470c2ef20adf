/** Name pools in several scripts. A word is written `native:latin`; the latin part makes the e-mail address. */

export interface Word {
  native: string
  latin: string
}

export interface Culture {
  code: string
  /** Relative share of the contacts. */
  weight: number
  male: readonly Word[]
  female: readonly Word[]
  last: readonly Word[]
  /** Patronymics and middle names, drawn for some contacts. */
  second: readonly Word[]
  /** How a family name changes for a woman. */
  feminine?: string
  /** Phone patterns: `#` is a digit. */
  phones: readonly [string, ...string[]]
}

function words(text: string): Word[] {
  return text.split(' ').map((pair) => {
    const [native = '', latin] = pair.split(':')
    return {
      native: native.replaceAll('_', ' '),
      latin: latin ?? native.toLowerCase().replace(/[^a-z]/g, ''),
    }
  })
}

export const CULTURES: readonly Culture[] = [
  {
    code: 'en',
    weight: 34,
    male: words(
      'James Robert John Michael David William Richard Joseph Thomas Charles Daniel Matthew Anthony Mark Steven Andrew Paul Joshua Kenneth Kevin Brian George Edward Ryan Jacob Gary Nicholas Eric Liam Noah',
    ),
    female: words(
      'Mary Patricia Jennifer Linda Elizabeth Barbara Susan Jessica Sarah Karen Lisa Nancy Betty Sandra Ashley Emily Kimberly Donna Michelle Carol Amanda Melissa Deborah Stephanie Rebecca Laura Sharon Cynthia Olivia Emma',
    ),
    last: words(
      "Smith Johnson Williams Brown Jones Garcia Miller Davis Wilson Anderson Taylor Moore Jackson Martin Lee Thompson White Harris Clark Lewis Robinson Walker Young Allen King Wright Scott Hill Green Adams Baker Nelson Carter Mitchell Roberts Turner Phillips Campbell Parker Evans Edwards Collins O'Brien:obrien O'Neill:oneill McDonald Fitzgerald Whitmore Ashford Holloway Pemberton",
    ),
    second: words('A. B. J. Lee Ann Marie Lynn Grace'),
    phones: ['+1 (###) 555-####', '+1##########', '###-555-####', '+44 20 #### ####', '(###) 555-####'],
  },
  {
    code: 'eu',
    weight: 18,
    male: words(
      'Jürgen:juergen Björn:bjoern François:francois José:jose Łukasz:lukasz Søren:soeren Matteo Álvaro:alvaro Jiří:jiri Henrique Müslüm:muslum Zoltán:zoltan',
    ),
    female: words(
      'Zoë:zoe Chloé:chloe Anaïs:anais Małgorzata:malgorzata Ingrid Lucía:lucia Giulia Ebru Jana Katarzyna Éva:eva Beatriz',
    ),
    last: words(
      'Müller:mueller Schröder:schroeder Weiß:weiss Dupont Lefèvre:lefevre García:garcia Núñez:nunez Kowalski Wójcik:wojcik Rossi Esposito Jensen Ångström:angstroem Çelik:celik Öztürk:oeztuerk Novák:novak Horváth:horvath Silva Gonçalves:goncalves van_den_Berg:vandenberg d’Angelo:dangelo Núñez-Sørensen:nunez',
    ),
    second: words('Maria Karl Luis Anne'),
    phones: ['+49 30 ########', '+33 1 ## ## ## ##', '+34 ### ### ###', '0049-89-#######', '+48 ### ### ###'],
  },
  {
    code: 'ru',
    weight: 26,
    male: words(
      'Александр:alexander Сергей:sergey Дмитрий:dmitry Андрей:andrey Алексей:alexey Иван:ivan Михаил:mikhail Николай:nikolay Павел:pavel Роман:roman Игорь:igor Олег:oleg Фёдор:fedor Артём:artem',
    ),
    female: words(
      'Анна:anna Мария:maria Елена:elena Ольга:olga Наталья:natalya Татьяна:tatyana Ирина:irina Екатерина:ekaterina Светлана:svetlana Юлия:yulia Дарья:darya Алёна:alena',
    ),
    last: words(
      'Иванов:ivanov Смирнов:smirnov Кузнецов:kuznetsov Попов:popov Васильев:vasilyev Петров:petrov Соколов:sokolov Михайлов:mikhaylov Новиков:novikov Фёдоров:fedorov Морозов:morozov Волков:volkov Алексеев:alekseev Лебедев:lebedev Семёнов:semenov Егоров:egorov Павлов:pavlov Козлов:kozlov Степанов:stepanov Орлов:orlov',
    ),
    second: words('Иванович Петрович Сергеевич Николаевич Алексеевич'),
    feminine: 'а',
    phones: ['+7 (9##) ###-##-##', '8 9## ### ## ##', '+79#########', '8(495)###-##-##', '89#########'],
  },
  {
    code: 'ar',
    weight: 6,
    male: words(
      'محمد:mohammed أحمد:ahmed علي:ali عمر:omar يوسف:yousef خالد:khaled حسن:hassan إبراهيم:ibrahim',
    ),
    female: words('فاطمة:fatima عائشة:aisha مريم:maryam زينب:zainab ليلى:layla نور:noor سارة:sara هدى:huda'),
    last: words(
      'الأحمد:alahmad الحسن:alhassan الخطيب:alkhatib المصري:almasri حداد:haddad منصور:mansour الشامي:alshami النجار:alnajjar سليمان:suleiman بن_عيسى:benaissa',
    ),
    second: words('عبد_الله:abdullah محمود:mahmoud'),
    phones: ['+971 5# ### ####', '+966 5########', '00201#########'],
  },
  {
    code: 'he',
    weight: 3,
    male: words('דוד:david יוסף:yosef משה:moshe אורי:uri נועם:noam איתי:itay'),
    female: words('שרה:sara רבקה:rivka נועה:noa תמר:tamar יעל:yael מיכל:michal'),
    last: words(
      'כהן:cohen לוי:levi מזרחי:mizrahi פרץ:peretz ביטון:biton אברהם:avraham פרידמן:friedman בן-דוד:bendavid',
    ),
    second: words('חיים:haim לאה:lea'),
    phones: ['+972 5#-###-####', '05########'],
  },
  {
    code: 'zh',
    weight: 5,
    male: words('伟:wei 强:qiang 磊:lei 军:jun 勇:yong 杰:jie 建国:jianguo 志明:zhiming'),
    female: words('芳:fang 娜:na 敏:min 静:jing 丽:li 秀英:xiuying 桂英:guiying 小红:xiaohong'),
    last: words('王:wang 李:li 张:zhang 刘:liu 陈:chen 杨:yang 黄:huang 赵:zhao 吴:wu 周:zhou 欧阳:ouyang'),
    second: [],
    phones: ['+86 1## #### ####', '1##########'],
  },
  {
    code: 'ja',
    weight: 4,
    male: words('太郎:taro 健太:kenta 大輔:daisuke 翔:sho 拓也:takuya 誠:makoto'),
    female: words('花子:hanako 美咲:misaki さくら:sakura 陽子:yoko 直美:naomi 恵:megumi'),
    last: words(
      '佐藤:sato 鈴木:suzuki 高橋:takahashi 田中:tanaka 伊藤:ito 渡辺:watanabe 山本:yamamoto 中村:nakamura',
    ),
    second: [],
    phones: ['+81 3-####-####', '090-####-####'],
  },
  {
    code: 'hi',
    weight: 4,
    male: words('राहुल:rahul अमित:amit विजय:vijay संजय:sanjay अर्जुन:arjun रोहन:rohan'),
    female: words('प्रिया:priya अंजलि:anjali नेहा:neha पूजा:pooja सीता:sita कविता:kavita'),
    last: words('शर्मा:sharma वर्मा:verma गुप्ता:gupta सिंह:singh कुमार:kumar पटेल:patel मेहता:mehta अय्यर:iyer'),
    second: words('कुमार:kumar'),
    phones: ['+91 9#### #####', '09#########'],
  },
]

const TOTAL_WEIGHT = CULTURES.reduce((sum, culture) => sum + culture.weight, 0)

/** The culture at a share in [0, 1) of the whole. */
export function cultureAt(portion: number): Culture {
  let rest = portion * TOTAL_WEIGHT
  for (const culture of CULTURES) {
    rest -= culture.weight
    if (rest < 0) return culture
  }
  const [first] = CULTURES
  if (first === undefined) throw new Error('no cultures')
  return first
}

export const POSTS = [
  'Director',
  'Buyer',
  'Accountant',
  'Engineer',
  'Owner',
  'Sales manager',
  'Secretary',
  '',
  '',
  '',
] as const
export const MAIL_HOSTS = [
  'gmail.com',
  'outlook.com',
  'mail.ru',
  'yandex.ru',
  'example.com',
  'firma.de',
  'proton.me',
] as const
export const TYPE_IDS = ['CLIENT', 'CLIENT', 'SUPPLIER', 'PARTNER', 'OTHER'] as const
export const SOURCE_IDS = [
  'CALL',
  'EMAIL',
  'WEB',
  'ADVERTISING',
  'PARTNER',
  'RECOMMENDATION',
  'TRADE_SHOW',
  'WEBFORM',
  'OTHER',
] as const
