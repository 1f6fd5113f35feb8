//! Common names in other scripts than Latin and Han, as material for stand-ins. They are facts of everyday life, as
//! the statistics offices of the countries publish them (Rosstat, ELSTAT, the Korean Supreme Court's register of
//! names, …): none stands for a person. Each list is sorted by code points of small letters.

use alloc::string::String;
use alloc::vec::Vec;

use super::{Names, is_given, list};
use crate::style::Draw;

/// Scripts that names are written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Script {
    Cyrillic,
    Greek,
    Hebrew,
    Arabic,
    Devanagari,
    /// Katakana and Hiragana.
    Kana,
    Hangul,
}

/// The names of all scripts whose names are words.
pub(super) static SCRIPTS: [(Script, &Names); 6] = [
    (Script::Cyrillic, &CYRILLIC),
    (Script::Greek, &GREEK),
    (Script::Hebrew, &HEBREW),
    (Script::Arabic, &ARABIC),
    (Script::Devanagari, &DEVANAGARI),
    (Script::Kana, &KANA),
];

impl Script {
    /// The script of a word's first letter that is of one of them (Unicode 16.0, blocks).
    pub(crate) fn of(word: &[u8]) -> Option<Self> {
        core::str::from_utf8(word).ok()?.chars().find_map(|c| match c {
            '\u{370}'..='\u{3ff}' | '\u{1f00}'..='\u{1fff}' => Some(Self::Greek),
            '\u{400}'..='\u{52f}' => Some(Self::Cyrillic),
            '\u{590}'..='\u{5ff}' => Some(Self::Hebrew),
            '\u{600}'..='\u{6ff}' | '\u{750}'..='\u{77f}' => Some(Self::Arabic),
            '\u{900}'..='\u{97f}' => Some(Self::Devanagari),
            '\u{3041}'..='\u{30ff}' => Some(Self::Kana),
            '\u{ac00}'..='\u{d7a3}' => Some(Self::Hangul),
            _ => None,
        })
    }

    /// The names written in it, if they are words.
    pub(crate) fn names(self) -> Option<&'static Names> {
        SCRIPTS.iter().find_map(|(script, names)| (*script == self).then_some(*names))
    }

    /// Whether a word is a family name, where its form or the order of the language tells that.
    pub(crate) fn tells_family(self, word: &[u8], is_first: bool) -> Option<bool> {
        match self {
            Self::Cyrillic => Some(!is_given(word) && FAMILY_ENDS.iter().any(|end| lower(word).ends_with(end))),
            Self::Kana => Some(is_first),
            _ => None,
        }
    }

    /// A name as this word would be written: women's form of a family name, Hiragana.
    pub(crate) fn fit(self, name: &str, is_family: bool, like: &[u8]) -> String {
        let is_of_women = || WOMEN_ENDS.iter().any(|end| lower(like).ends_with(end));
        let is_hiragana = || lower(like).chars().all(|c| matches!(c, '\u{3041}'..='\u{309f}' | 'ー'));
        match self {
            Self::Cyrillic if is_family && is_of_women() => match name.strip_suffix("ский") {
                Some(stem) => [stem, "ская"].concat(),
                None => [name, "а"].concat(),
            },
            Self::Kana if is_hiragana() => {
                let hiragana = |c: char| match c {
                    'ァ'..='ヶ' => char::from_u32(c as u32 - 0x60).unwrap_or(c),
                    c => c,
                };
                name.chars().map(hiragana).collect()
            }
            _ => name.into(),
        }
    }
}

fn lower(word: &[u8]) -> String {
    core::str::from_utf8(word).unwrap_or_default().to_lowercase()
}

/// Ends of Russian, Ukrainian and Bulgarian family names.
const FAMILY_ENDS: [&str; 14] =
    ["ов", "ев", "ёв", "ин", "ын", "ский", "цкий", "ова", "ева", "ёва", "ина", "ская", "енко", "чук"];
/// Those that women have.
const WOMEN_ENDS: [&str; 6] = ["ова", "ева", "ёва", "ина", "ская", "цкая"];

/// Another patronymic, if the word is one: of men in `-вич`, of women in `-вна`.
pub(crate) fn patronymic(word: &[u8], draw: &mut Draw<'_>) -> Option<String> {
    const FATHERS: &[&str] = list!(
        "Александров Алексеев Анатольев Андреев Антонов Борисов Вадимов Валентинов Валерьев Васильев Викторов \
         Витальев Владимиров Вячеславов Геннадьев Григорьев Денисов Дмитриев Евгеньев Иванов Игорев Константинов \
         Леонидов Львов Максимов Михайлов Николаев Олегов Павлов Петров Романов Семёнов Сергеев Станиславов \
         Степанов Фёдоров Эдуардов Юрьев Яковлев"
    );
    let end = match lower(word) {
        word if word.ends_with("вич") => "ич",
        word if word.ends_with("вна") => "на",
        _ => return None,
    };
    Some([draw.pick(FATHERS), end].concat())
}

/// Appends a Korean name of `len` syllables, which begins with a family name if the word is the `first` of a name.
pub(crate) fn hangul(draw: &mut Draw<'_>, len: usize, first: bool, out: &mut Vec<u8>) {
    const FAMILY: &[&str] = list!(
        "강 고 권 김 남 노 류 문 민 박 배 백 서 성 손 송 신 심 안 양 오 우 유 윤 이 임 장 전 정 조 차 최 하 한 허 홍 황"
    );
    const GIVEN: &[&str] = list!(
        "건 경 광 규 근 기 나 다 도 동 란 린 명 미 민 범 병 보 빈 상 서 석 선 성 소 수 숙 순 승 시 아 연 영 예 옥 용 우 원 유 윤 은 인 일 재 정 종 주 준 중 지 진 찬 창 \
         채 철 태 하 한 해 현 형 혜 호 화 환 훈 희"
    );
    for at in 0..len {
        out.extend_from_slice(draw.pick(if at == 0 && first { FAMILY } else { GIVEN }).as_bytes());
    }
}

/// Russian names; family names in the form that men have.
pub(crate) static CYRILLIC: Names = Names {
    women: list!(
        "Александра Алина Алиса Алла Анастасия Ангелина Анна Антонина Валентина Валерия Варвара Василиса Вера \
         Вероника Виктория Галина Дарья Диана Евгения Екатерина Елена Елизавета Жанна Зинаида Зоя Инна Ирина \
         Карина Кира Кристина Ксения Лариса Лидия Любовь Людмила Маргарита Марина Мария Надежда Наталья Нина \
         Оксана Олеся Ольга Полина Раиса Регина Римма Светлана Софья Таисия Тамара Татьяна Ульяна Юлия Яна"
    ),
    men: list!(
        "Александр Алексей Анатолий Андрей Антон Аркадий Арсений Артём Богдан Борис Вадим Валентин Валерий Василий \
         Виктор Виталий Владимир Владислав Вячеслав Геннадий Георгий Глеб Григорий Даниил Денис Дмитрий Евгений \
         Егор Иван Игорь Илья Кирилл Константин Леонид Максим Марк Матвей Михаил Никита Николай Олег Павел Пётр \
         Роман Руслан Семён Сергей Станислав Степан Тимофей Тимур Фёдор Эдуард Юрий Ярослав"
    ),
    family: list!(
        "Александров Алексеев Андреев Антонов Баранов Белов Беляев Борисов Васильев Виноградов Власов Волков \
         Воробьёв Воронин Гаврилов Голубев Горбунов Григорьев Гусев Давыдов Данилов Денисов Дмитриев Егоров Ершов \
         Ефимов Жуков Зайцев Захаров Иванов Ильин Казаков Калинин Карпов Киселёв Ковалёв Козлов Комаров \
         Константинов Королёв Крылов Кудрявцев Кузнецов Кузьмин Куликов Лазарев Лебедев Макаров Максимов Маслов \
         Матвеев Медведев Мельников Миронов Михайлов Морозов Назаров Никитин Николаев Новиков Орлов Осипов Павлов \
         Петров Поляков Пономарёв Попов Раевский Романов Рябов Савельев Сазонов Семёнов Сергеев Сидоров Смирнов \
         Соболев Соколов Соловьёв Сорокин Степанов Тарасов Титов Тихонов Филиппов Фомин Фролов Фёдоров Цветков \
         Чернов Шубин Щербаков Яковлев"
    ),
};

static GREEK: Names = Names {
    women: list!(
        "Άννα Αγγελική Αικατερίνη Αλεξάνδρα Αναστασία Βασιλική Γεωργία Δέσποινα Δήμητρα Ειρήνη Ελένη Ελευθερία \
         Ευαγγελία Ζωή Θεοδώρα Ιωάννα Κωνσταντίνα Μαρία Μαρίνα Νίκη Παναγιώτα Παρασκευή Σοφία Στυλιανή Φωτεινή \
         Χριστίνα Όλγα"
    ),
    men: list!(
        "Αθανάσιος Αλέξανδρος Αναστάσιος Ανδρέας Αντώνιος Βασίλειος Γεώργιος Γρηγόριος Δημήτριος Ελευθέριος \
         Εμμανουήλ Ευάγγελος Ηλίας Θεόδωρος Θωμάς Ιωάννης Κωνσταντίνος Μιχαήλ Νικόλαος Πέτρος Παναγιώτης Παύλος \
         Σπυρίδων Στέφανος Σωτήριος Φώτιος Χαράλαμπος Χρήστος"
    ),
    family: list!(
        "Αγγελόπουλος Αλεξίου Αναγνώστου Αντωνίου Βασιλείου Γεωργίου Γιαννόπουλος Δημητρίου Δημόπουλος Θεοδώρου \
         Ιωάννου Καραγιάννης Κωνσταντίνου Μακρής Μιχαηλίδης Νικολάου Νικολαΐδης Οικονόμου Παναγιωτόπουλος \
         Παπαγεωργίου Παπαδόπουλος Παπαϊωάννου Παππάς Πετρίδης Σταματίου Φωτίου Χατζής Χριστοδούλου"
    ),
};

static HEBREW: Names = Names {
    women: list!(
        "אביגיל אורית אילנה אסתר גלית דבורה דנה הדס חנה טליה יעל ליאת מאיה מיכל מירי מרים נועה נעמה ענת רבקה רונית \
         רחל שולמית שירה שרה תמר"
    ),
    men: list!(
        "אבי אברהם אורי איתי איתן אלון אליהו אמיר אריאל בועז גדעון גיל דוד דניאל זאב חיים יאיר יהודה יונתן יוסף \
         יעקב יצחק משה נדב עומר רון שלמה"
    ),
    family: list!(
        "אברהם אדלר אוחיון אזולאי ביטון בן-דוד ברק גבאי גולן דהן דיין הראל וקנין חדד יוסף כהן כץ לוי מזרחי מלכה \
         סגל עמר פרידמן פרץ רוזן שגב שלום שפירא"
    ),
};

static ARABIC: Names = Names {
    women: list!(
        "آمنة أسماء أميرة إيمان بسمة جميلة حنان خديجة دينا رانيا ريم زينب سارة سعاد سلمى سميرة عائشة فاطمة كريمة \
         ليلى مريم منى نادية نور هدى هند ياسمين"
    ),
    men: list!(
        "أحمد أنور إبراهيم بلال جمال حسن حسين خالد رامي زياد سامي سعيد سمير طارق عادل علي عمر فؤاد كريم ماجد محمد \
         محمود مصطفى نبيل هشام ياسر يوسف"
    ),
    family: list!(
        "البكري التميمي الحداد الحسن الخطيب الخوري الدوسري الزهراني السيد الشامي الشريف الصالح العباسي العلي \
         العمري الغامدي القاسم القحطاني المالكي المصري المطيري النجار الهاشمي حمدان درويش سلامة عثمان منصور ناصر"
    ),
};

static DEVANAGARI: Names = Names {
    women: list!(
        "अंजलि अनीता आरती उषा कविता काजल गीता ज्योति दीपा नेहा पूजा प्रिया प्रीति मीना मीरा राधा रेखा लक्ष्मी \
         शांति श्वेता संगीता सरिता सीता सुनीता सुमन स्नेहा"
    ),
    men: list!(
        "अजय अनिल अमित अरुण अशोक आनंद दिनेश दीपक नरेश प्रकाश मनोज महेश मोहन योगेश रमेश रवि राकेश राजेश राहुल रोहित \
         विकास विजय विनोद संजय सुनील सुरेश"
    ),
    family: list!(
        "अग्रवाल कपूर कुमार खन्ना गुप्ता चौधरी जैन जोशी ठाकुर तिवारी त्रिपाठी दुबे नायर पटेल पांडे भट्ट मल्होत्रा \
         मिश्रा मेहता यादव राठौर रेड्डी वर्मा शर्मा शुक्ला सक्सेना सिंह"
    ),
};

/// Japanese names as they are spoken.
static KANA: Names = Names {
    women: list!(
        "アイ アカネ アヤカ エミ カオリ ケイコ サクラ サチコ サヤカ シズカ タカコ チエ ナオミ ナツキ ハナコ ヒロミ マイ マナミ ミキ ミサキ ミホ メグミ ユイ ユカ ユミコ ヨウコ リサ レイコ"
    ),
    men: list!(
        "アキラ イチロウ カズオ ケンジ ケンタ コウジ サトシ シュン ショウタ シンジ ジュン タカシ タクヤ ダイスケ ツヨシ テツヤ トオル ナオキ ハルト ヒロシ マコト マサト ユウキ ユウタ ヨシオ リク \
         リョウ"
    ),
    family: list!(
        "アオキ アベ イシイ イシカワ イトウ イノウエ エンドウ オカダ オガワ カトウ キムラ コバヤシ ゴトウ サイトウ ササキ サトウ シミズ スズキ タカハシ タナカ ナカムラ ハシモト ハセガワ ハヤシ \
         フジタ マエダ マツモト ミウラ モリ ヤマグチ ヤマダ ヤマモト ヨシダ ワタナベ"
    ),
};
