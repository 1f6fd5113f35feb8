//! The traits: names, columns and values.

use inkwash_core::Group;

use super::Trait;

pub(super) const TRAITS: &[Trait] = &[
    GENDER,
    RELIGION,
    ETHNICITY,
    NATIONALITY,
    MARITAL_STATUS,
    SEXUAL_ORIENTATION,
    POLITICAL_OPINION,
    TRADE_UNION_MEMBERSHIP,
    BLOOD_TYPE,
    DIAGNOSIS,
];

/// Codes are those of ISO/IEC 5218 and the letters in use.
const GENDER: Trait = Trait {
    name: "GENDER",
    title: "Gender or sex",
    source: "ISO/IEC 5218; common usage",
    group: Group::Person,
    example: "female",
    columns: &[
        "gender",
        "sex",
        "=sexe",
        "gender identity",
        "geschlecht",
        "kjønn",
        "kjonn",
        "kjoenn",
        "genre sexe",
        "civil sex",
        "sexo",
        "género",
        "genero",
        "性别",
        "性別",
        "patient sex",
    ],
    values: &[
        "female, male, non-binary, woman, man, agender, bigender, genderfluid, genderqueer, intersex, \
         transgender, pangender, two-spirit, nonbinary, other, diverse",
        "weiblich, männlich, divers, nichtbinär, Frau, Mann, inter, intergeschlechtlich, genderfluid, \
         agender, transgender, bigender, nicht-binär, andere",
        "kvinne, mann, ikke-binær, ikkebinær, interkjønn, kjønnsflytende, transperson, transkvinne, \
         transmann, annet, agender, bigender, hunkjønn, hankjønn",
        "femme, homme, féminin, masculin, non binaire, non-binaire, intersexe, transgenre, agenre, \
         bigenre, autre, fluide, androgyne",
        "mujer, hombre, femenino, masculino, no binario, no binaria, intersexual, transgénero, agénero, \
         bigénero, otro, género fluido, andrógino",
        "mulher, homem, feminino, masculino, não binário, não binária, intersexo, transgênero, agênero, \
         bigênero, outro, gênero fluido, andrógino",
        "女, 男, 女性, 男性, 其他, 双性, 间性, 跨性别, 无性别, 非二元, 女生, 男生, 流性别, 保密",
    ],
    codes: true,
    free: false,
};

const RELIGION: Trait = Trait {
    name: "RELIGION",
    title: "Religion or belief",
    source: "Regulation (EU) 2016/679 (GDPR), article 9",
    group: Group::Person,
    example: "Lutheran",
    columns: &[
        "religion",
        "religious affiliation",
        "religious belief",
        "denomination",
        "konfession",
        "religionszugehörigkeit",
        "religionszugehoerigkeit",
        "glaubensrichtung",
        "trossamfunn",
        "livssyn",
        "confession",
        "croyance",
        "religión",
        "religiao",
        "religião",
        "confesión",
        "creencia",
        "宗教",
        "宗教信仰",
        "信仰",
    ],
    values: &[
        "Catholic, Protestant, Orthodox, Lutheran, Anglican, Baptist, Methodist, Christian, Muslim, \
         Jewish, Hindu, Buddhist, Sikh, Jain, Baha'i, Taoist, Shinto, Quaker, Mormon, atheist, agnostic, \
         humanist, pagan, Zoroastrian, Islam, Judaism, Christianity, Hinduism, Buddhism",
        "römisch-katholisch, katholisch, evangelisch, orthodox, lutherisch, reformiert, muslimisch, \
         jüdisch, hinduistisch, buddhistisch, konfessionslos, altkatholisch, methodistisch, baptistisch, \
         freikirchlich, rk, ev, rk., ev.",
        "katolsk, luthersk, ortodoks, muslimsk, jødisk, hinduistisk, buddhistisk, humanetiker, ateist, \
         metodist, baptist, pinsevenn, den norske kirke, agnostiker",
        "catholique, protestant, orthodoxe, luthérien, musulman, musulmane, juif, juive, hindou, \
         bouddhiste, athée, agnostique, évangélique, anglican, sikh",
        "católico, católica, protestante, ortodoxo, evangélico, musulmán, musulmana, judío, judía, hindú, \
         budista, ateo, atea, agnóstico, luterano",
        "espírita, católico romano, evangélica, muçulmano, muçulmana, judeu, judia, hinduísta, ateu, \
         umbandista, candomblé, luterana, metodista, presbiteriano, adventista",
        "佛教, 道教, 基督教, 天主教, 伊斯兰教, 犹太教, 印度教, 无宗教, 无神论, 东正教, 新教, 锡克教, 神道教, 儒教, 民间信仰",
    ],
    codes: false,
    free: true,
};

const ETHNICITY: Trait = Trait {
    name: "ETHNICITY",
    title: "Ethnic origin or race",
    source: "Regulation (EU) 2016/679 (GDPR), article 9",
    group: Group::Person,
    example: "Sami",
    columns: &[
        "ethnicity",
        "ethnic group",
        "ethnic origin",
        "=race",
        "race ethnicity",
        "racial origin",
        "ethnische herkunft",
        "ethnie",
        "volksgruppe",
        "etnisitet",
        "etnisk bakgrunn",
        "origine ethnique",
        "etnia",
        "origen étnico",
        "raza",
        "=raça",
        "cor raça",
        "民族",
        "种族",
        "族裔",
    ],
    values: &[
        "White, Black, Asian, Hispanic, Latino, Latina, African American, Black or African American, \
         Native American, American Indian, Pacific Islander, Native Hawaiian, Caucasian, South Asian, \
         East Asian, Arab, Roma, Sami, Inuit, Māori, mixed, multiracial, other",
        "kaukasisch, afrikanisch, asiatisch, arabisch, sorbisch, friesisch, dänisch, türkisch, kurdisch, \
         slawisch, lateinamerikanisch, jenisch, gemischt",
        "samisk, kvensk, norsk, afrikansk, asiatisk, arabisk, kurdisk, somalisk, tamilsk, romani, \
         skogfinsk, latinamerikansk, blandet",
        "blanc, blanche, noir, noire, asiatique, arabe, berbère, kabyle, métis, métisse, créole, \
         antillais, maghrébin, autochtone",
        "blanco, blanca, negro, negra, asiático, mestizo, mestiza, mulato, indígena, quechua, aimara, \
         mapuche, gitano, afrodescendiente",
        "branco, branca, preto, preta, pardo, parda, amarelo, amarela, indigena, cafuzo, caboclo, cigano, \
         quilombola",
        "汉族, 壮族, 回族, 满族, 维吾尔族, 苗族, 彝族, 土家族, 藏族, 蒙古族, 侗族, 布依族, 瑶族, 白族, 朝鲜族, 哈尼族, 黎族, 哈萨克族, 傣族, 汉",
    ],
    codes: false,
    free: true,
};

const NATIONALITY: Trait = Trait {
    name: "NATIONALITY",
    title: "Nationality",
    source: "ISO 3166-1 (codes); common usage",
    group: Group::Person,
    example: "Norwegian",
    columns: &[
        "nationality",
        "nationalities",
        "citizenship",
        "country of citizenship",
        "citizen of",
        "staatsangehörigkeit",
        "staatsangehoerigkeit",
        "staatsbürgerschaft",
        "nationalität",
        "nationalitaet",
        "statsborgerskap",
        "nasjonalitet",
        "nationalité",
        "nationalite",
        "citoyenneté",
        "nacionalidad",
        "ciudadanía",
        "nacionalidade",
        "cidadania",
        "国籍",
    ],
    values: &[
        "American, British, German, Norwegian, French, Spanish, Portuguese, Chinese, Italian, Dutch, \
         Swedish, Danish, Finnish, Polish, Irish, Canadian, Australian, Brazilian, Mexican, Indian, \
         Japanese, Korean, Turkish, Greek, Austrian, Swiss, Belgian, Russian, Ukrainian, Nigerian, \
         Kenyan, Egyptian, Chilean, Peruvian, Icelandic, Croatian",
        "deutsch, österreichisch, schweizerisch, norwegisch, französisch, spanisch, portugiesisch, \
         chinesisch, italienisch, polnisch, türkisch, britisch, amerikanisch, griechisch, schwedisch, \
         dänisch, ungarisch, tschechisch",
        "norsk, svensk, dansk, finsk, islandsk, tysk, fransk, spansk, portugisisk, kinesisk, polsk, \
         britisk, amerikansk, litauisk, italiensk, nederlandsk",
        "française, français, allemande, allemand, norvégienne, espagnole, portugaise, chinoise, \
         italienne, belge, suisse, britannique, américaine, marocaine, polonaise, grecque",
        "española, español, alemana, noruega, francesa, portuguesa, china, italiana, mexicana, argentina, \
         colombiana, peruana, chilena, británica, estadounidense, venezolana",
        "brasileira, brasileiro, português, alemã, norueguesa, espanhola, chinesa, italiano, angolana, \
         moçambicana, britânica, americana, cabo-verdiana, polaca, holandesa",
        "中国, 德国, 挪威, 法国, 西班牙, 葡萄牙, 美国, 英国, 意大利, 日本, 韩国, 加拿大, 澳大利亚, 巴西, 印度, 俄罗斯",
        "DE, NO, FR, ES, PT, CN, US, GB, IT, SE, DK, FI, PL, NL, BE, AT, CH, IE, CA, AU, BR, MX, IN, JP, \
         KR, TR",
        "DEU, NOR, FRA, ESP, PRT, CHN, USA, GBR, ITA, SWE, DNK, FIN, POL, NLD, BEL, AUT, CHE, IRL, CAN, \
         AUS, BRA, MEX, IND, JPN, KOR, TUR",
    ],
    codes: false,
    free: true,
};

const MARITAL_STATUS: Trait = Trait {
    name: "MARITAL_STATUS",
    title: "Marital status",
    source: "HL7 V3, MaritalStatus; common usage",
    group: Group::Person,
    example: "married",
    columns: &[
        "marital status",
        "marital",
        "civil status",
        "familienstand",
        "zivilstand",
        "sivilstand",
        "sivilstatus",
        "sivil status",
        "état civil",
        "etat civil",
        "situation familiale",
        "situation matrimoniale",
        "estado civil",
        "婚姻状况",
        "婚姻",
        "婚姻状态",
    ],
    values: &[
        "single, married, divorced, widowed, separated, engaged, annulled, never married, domestic \
         partner, civil union, cohabiting, legally separated, remarried, unmarried, partnered",
        "ledig, verheiratet, geschieden, verwitwet, getrennt lebend, verpartnert, verlobt, eingetragene \
         Lebenspartnerschaft, getrennt, Lebenspartnerschaft aufgehoben, wiederverheiratet, in \
         Partnerschaft, Lebenspartner verstorben",
        "ugift, gift, skilt, enke, enkemann, separert, samboer, registrert partner, forlovet, skilt \
         partner, separert partner, gjenlevende partner, enslig",
        "célibataire, marié, mariée, divorcé, divorcée, veuf, veuve, séparé, séparée, pacsé, pacsée, \
         concubinage, fiancé",
        "soltero, soltera, casado, casada, divorciado, divorciada, viudo, viuda, separado, separada, \
         unión libre, pareja de hecho, prometido",
        "solteiro, solteira, divorciada judicialmente, viúvo, viúva, separado judicialmente, união \
         estável, desquitado, amasiado, noivo, noiva, união de facto, separada judicialmente",
        "未婚同居, 已婚无子女, 已婚有子女, 离异单身, 丧偶再婚, 事实婚姻, 登记结婚, 未婚, 已婚, 离异, 离婚, 丧偶, 再婚, 分居, 单身, 订婚, 同居, 复婚, 初婚, 有配偶",
    ],
    codes: true,
    free: true,
};

const SEXUAL_ORIENTATION: Trait = Trait {
    name: "SEXUAL_ORIENTATION",
    title: "Sexual orientation",
    source: "Regulation (EU) 2016/679 (GDPR), article 9",
    group: Group::Person,
    example: "bisexual",
    columns: &[
        "sexual orientation",
        "sexuelle orientierung",
        "seksuell orientering",
        "seksuell legning",
        "orientation sexuelle",
        "orientación sexual",
        "orientacion sexual",
        "orientação sexual",
        "orientacao sexual",
        "性取向",
        "性倾向",
    ],
    values: &[
        "heterosexual, homosexual, bisexual, asexual, pansexual, gay, lesbian, queer, straight, \
         demisexual, omnisexual, polysexual, questioning, graysexual, aromantic",
        "heterosexuell, homosexuell, bisexuell, asexuell, pansexuell, schwul, lesbisch, demisexuell, \
         omnisexuell, polysexuell, hetero, bi, fragend",
        "heterofil, homofil, bifil, aseksuell, panseksuell, lesbe, skeiv, homo, heteroseksuell, \
         homoseksuell, biseksuell, demiseksuell, usikker",
        "hétérosexuel, homosexuel, bisexuel, asexuel, pansexuel, lesbienne, hétérosexuelle, homosexuelle, \
         bisexuelle, asexuelle, pansexuelle, demisexuel",
        "heterosexual masculino, homosexual masculino, lesbiana, asexuada, pansexual abierto, bisexual \
         femenina, gai, lésbica, homoafetivo, homoafetiva, assexual, demissexual, panssexual",
        "异性恋者, 同性恋者, 双性恋者, 无性恋者, 泛性恋者, 同性, 异性, 不确定, 其他, 异性恋, 同性恋, 双性恋, 无性恋, 泛性恋, 男同性恋, 女同性恋, 酷儿, 半性恋, \
         全性恋, 多性恋, 疑性恋",
    ],
    codes: false,
    free: true,
};

const POLITICAL_OPINION: Trait = Trait {
    name: "POLITICAL_OPINION",
    title: "Political opinion or party",
    source: "Regulation (EU) 2016/679 (GDPR), article 9",
    group: Group::Person,
    example: "social democrat",
    columns: &[
        "political opinion",
        "political affiliation",
        "political view",
        "political views",
        "political party",
        "party affiliation",
        "voter party",
        "politische meinung",
        "politische einstellung",
        "parteizugehörigkeit",
        "partei",
        "politisk oppfatning",
        "partitilhørighet",
        "opinion politique",
        "parti politique",
        "affiliation politique",
        "opinión política",
        "afiliación política",
        "partido político",
        "opinião política",
        "filiação partidária",
        "政治面貌",
        "政治倾向",
        "党派",
    ],
    values: &[
        "conservative, liberal, socialist, social democrat, centrist, green, libertarian, progressive, \
         communist, independent, Christian democrat, republican, democrat, agrarian, nationalist, labour, \
         populist, anarchist",
        "konservativ, sozialdemokratisch, christdemokratisch, sozialistisch, ökologisch, parteilos, \
         kommunistisch, linksliberal, wirtschaftsliberal, grün, bürgerlich, unabhängig",
        "høyresiden, venstresiden, sosialdemokrat, sosialist, miljøparti, uavhengig, kristendemokrat, \
         kommunist, borgerlig, rødgrønn, senterist, konservative",
        "conservateur, libéral, socialiste, écologiste, centriste, communiste, indépendant, républicain, \
         souverainiste, social-démocrate, progressiste, sans étiquette",
        "conservador, socialista, ecologista, centrista, comunista, independiente, republicano, \
         socialdemócrata, progresista, democristiano, liberal demócrata, sin partido, trabalhista, \
         social-democrata, progressista, independente",
        "中共党员, 中共预备党员, 共青团员, 群众, 民革会员, 民盟盟员, 民建会员, 民进会员, 农工党党员, 致公党党员, 九三学社社员, 台盟盟员, 无党派人士, 党员, 团员",
    ],
    codes: false,
    free: true,
};

const TRADE_UNION_MEMBERSHIP: Trait = Trait {
    name: "TRADE_UNION_MEMBERSHIP",
    title: "Trade-union membership",
    source: "Regulation (EU) 2016/679 (GDPR), article 9",
    group: Group::Person,
    example: "member",
    columns: &[
        "trade union",
        "trade union membership",
        "union membership",
        "union member",
        "labor union",
        "labour union",
        "union name",
        "gewerkschaft",
        "gewerkschaftsmitglied",
        "gewerkschaftszugehörigkeit",
        "fagforening",
        "fagforeningsmedlem",
        "fagforeningsmedlemskap",
        "syndicat",
        "appartenance syndicale",
        "sindicato",
        "afiliación sindical",
        "filiação sindical",
        "工会",
        "工会会员",
    ],
    values: &[
        "member, non-member, former member, associate member, honorary member, retired member, student \
         member, paying member, active member, suspended member, applicant, shop steward, delegate, yes, \
         no",
        "Mitglied, kein Mitglied, ehemaliges Mitglied, Ehrenmitglied, Vertrauensmann, Vertrauensfrau, \
         Betriebsrat, Fördermitglied, ausgetreten, ruhendes Mitglied, ja, nein, Antrag gestellt",
        "medlem, ikke medlem, tidligere medlem, æresmedlem, tillitsvalgt, støttemedlem, utmeldt, \
         studentmedlem, passivt medlem, nei, verneombud, pensjonistmedlem",
        "adhérent, adhérente, non adhérent, ancien adhérent, délégué syndical, déléguée syndicale, \
         syndiqué, syndiquée, non syndiqué, oui, non, sympathisant",
        "afiliado, afiliada, no afiliado, antiguo afiliado, delegado sindical, delegada sindical, \
         sindicalizado, sindicalizada, sí, não, sim, não filiado, filiado, filiada",
        "新会员, 老会员, 工会干部, 工会小组长, 工会干事, 已退会, 申请入会, 未入会, 已入会, 终身会员, 会员, 非会员, 前会员, 荣誉会员, 工会代表, 学生会员, 退休会员, 是, \
         否, 工会主席, 工会委员, 预备会员",
    ],
    codes: false,
    free: true,
};

const BLOOD_TYPE: Trait = Trait {
    name: "BLOOD_TYPE",
    title: "Blood type",
    source: "ISBT, Names for the ABO and Rh blood group systems",
    group: Group::Health,
    example: "AB+",
    columns: &[
        "blood type",
        "blood group",
        "bloodtype",
        "bloodgroup",
        "abo group",
        "abo rh",
        "blutgruppe",
        "blodtype",
        "blodgruppe",
        "groupe sanguin",
        "grupo sanguíneo",
        "grupo sanguineo",
        "tipo de sangre",
        "tipo sanguíneo",
        "tipo sanguineo",
        "tipo sangre",
        "血型",
    ],
    values: &[
        "A+, A-, A Rh+, A Rh-, A positive, A negative, A pos, A neg, A, B+, B-, B Rh+, B Rh-, B positive, \
         B negative, B pos, B neg, B, AB+, AB-, AB Rh+, AB Rh-, AB positive, AB negative, AB pos, AB neg, \
         AB, O+, O-, O Rh+, O Rh-, O positive, O negative, O pos, O neg, O, 0+, 0-, 0 Rh+, 0 Rh-, 0 \
         positive, 0 negative, 0 pos, 0 neg, 0",
        "A positiv, A negativ, A Rh positiv, A Rh negativ, A positif, A négatif, A positivo, A negativo, \
         B positiv, B negativ, B Rh positiv, B Rh negativ, B positif, B négatif, B positivo, B negativo, \
         AB positiv, AB negativ, AB Rh positiv, AB Rh negativ, AB positif, AB négatif, AB positivo, AB \
         negativo, 0 positiv, 0 negativ, 0 Rh positiv, 0 Rh negativ, 0 positif, 0 négatif, 0 positivo, 0 \
         negativo, O positiv, O negativ, O Rh positiv, O Rh negativ, O positif, O négatif, O positivo, O \
         negativo",
        "A型, A型阳性, A型阴性, A型Rh阳性, A型Rh阴性, B型, B型阳性, B型阴性, B型Rh阳性, B型Rh阴性, AB型, AB型阳性, AB型阴性, AB型Rh阳性, \
         AB型Rh阴性, O型, O型阳性, O型阴性, O型Rh阳性, O型Rh阴性",
    ],
    codes: false,
    free: false,
};

const DIAGNOSIS: Trait = Trait {
    name: "DIAGNOSIS",
    title: "Diagnosis",
    source: "Regulation (EU) 2016/679 (GDPR), article 9; 45 CFR § 164.514",
    group: Group::Health,
    example: "asthma",
    columns: &[
        "diagnosis",
        "diagnoses",
        "=medical condition",
        "medical conditions",
        "medical diagnosis",
        "health condition",
        "admission reason medical",
        "diagnose",
        "diagnosen",
        "hauptdiagnose",
        "nebendiagnose",
        "helsetilstand",
        "sykdom",
        "krankheit",
        "diagnostic médical",
        "diagnostic principal",
        "diagnostico",
        "diagnóstico",
        "enfermedad",
        "doença",
        "诊断",
        "疾病",
        "病情",
    ],
    values: &[
        "asthma, type 2 diabetes, hypertension, migraine, pneumonia, bronchitis, depression, anxiety \
         disorder, gastritis, appendicitis, arthritis, anaemia, epilepsy, eczema, influenza, psoriasis, \
         tonsillitis, sinusitis",
        "Bluthochdruck, Migräne, Lungenentzündung, Bandscheibenvorfall, Blinddarmentzündung, \
         Angststörung, Zuckerkrankheit, Grippe, Mandelentzündung, Schuppenflechte, Rheuma, Blutarmut, \
         Nierensteine",
        "høyt blodtrykk, migrene, lungebetennelse, astma, angstlidelse, blindtarmbetennelse, influensa, \
         eksem, leddgikt, blodmangel, epilepsi, nyrestein, bihulebetennelse",
        "asthme, diabète de type 2, hypertension artérielle, grippe, pneumonie, bronchite, dépression, \
         gastrite, appendicite, arthrose, anémie, épilepsie, eczéma",
        "asma, diabetes tipo 2, hipertensión, migraña, neumonía, bronquitis, depresión, apendicitis, \
         artritis, epilepsia, gripe, hipertensão, pneumonia bacteriana, enxaqueca",
        "高血压, 糖尿病, 哮喘, 肺炎, 偏头痛, 抑郁症, 焦虑症, 胃炎, 阑尾炎, 关节炎, 贫血, 癫痫, 湿疹, 流感",
    ],
    codes: false,
    free: true,
};
