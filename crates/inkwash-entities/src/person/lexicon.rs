//! Names that are common where the seven languages are spoken, so that a name can be told from
//! other words with capitals.
//!
//! Source: facts of everyday life, as the tables of first and family names show them that
//! statistics offices publish: US Social Security Administration and Census Bureau, ONS (United
//! Kingdom), SSB (Norway), INSEE (France), INE (Spain), IBGE (Brazil); for Germany, which has no
//! such office, the lists of the Gesellschaft für deutsche Sprache; for China the yearly report on
//! names of the Ministry of Public Security. Names from elsewhere are there as migration brings
//! them. None stands for a person.

use crate::words;

/// Whether a word is a given name, or a hyphenated one begins with one.
pub(super) fn is_given(word: &[u8]) -> bool {
    holds(GIVEN, word)
}

/// Whether a word is a family name, or one part of a hyphenated one is.
pub(super) fn is_family(word: &[u8]) -> bool {
    holds(FAMILY, word)
}

/// Whether a character is one of the commonest Chinese family names.
pub(super) fn is_han_family(c: char) -> bool {
    HAN_FAMILY.contains(c)
}

const LONGEST: usize = 24;

fn holds(list: &str, word: &[u8]) -> bool {
    let mut folded = [0; LONGEST];
    let Some(len) = fold(word, &mut folded) else { return false };
    let folded = &folded[..len];
    find(list.as_bytes(), folded)
        || folded.iter().position(|b| *b == b'-').is_some_and(|at| {
            let first = &folded[..at];
            first.len() > 1 && find(list.as_bytes(), first)
        })
}

/// Writes a word in small letters without accents; `None` if it is too long or has others.
fn fold(word: &[u8], out: &mut [u8; LONGEST]) -> Option<usize> {
    let mut len = 0;
    let mut push = |b: u8| -> Option<()> {
        *out.get_mut(len)? = b;
        len += 1;
        Some(())
    };
    let small = |c: char| c.to_lowercase().next().unwrap_or(c);
    for c in core::str::from_utf8(word).ok()?.chars().map(small).flat_map(words::without_accent) {
        match c {
            'a'..='z' | '\'' | '-' => push(c as u8)?,
            '\u{2019}' => push(b'\'')?,
            _ => return None,
        }
    }
    Some(len)
}

/// Whether a word is one of a sorted list, whose words are separated by blanks.
fn find(list: &[u8], word: &[u8]) -> bool {
    let (mut low, mut high) = (0, list.len());
    while low < high {
        let middle = low + (high - low) / 2;
        let start = list[low..middle].iter().rposition(|b| *b == b' ').map_or(low, |i| low + i + 1);
        let end = list[start..].iter().position(|b| *b == b' ').map_or(list.len(), |i| start + i);
        match list[start..end].cmp(word) {
            core::cmp::Ordering::Equal => return true,
            core::cmp::Ordering::Less => low = end + 1,
            core::cmp::Ordering::Greater => high = start,
        }
    }
    false
}

/// The commonest Chinese family names of one character.
const HAN_FAMILY: &str = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏\
吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向常汤康易乔\
赖施洪温葛樊";

/// Given names.
const GIVEN: &str = "aarav aaron aase abdul abigail ada adam adebayo adela adele adrian adriana adrien afonso agnes agnieszka \
agustin ahmed ahmet aidan aiko aina aisha aitana aitor akira aksel alain alan alastair alba albert alberto \
alejandra alejandro alessandra alex alexander alexandra alexandre alexis alfie alfonso alfred alfredo ali alice \
alicia aline allan alma alvaro ama amadeu amalie amanda amandine amber amelia amelie amina amit amparo amy ana \
anais ananya anastasia anderson andre andrea andreas andree andreia andres andrew andrzej angel angela angeles \
angelika angelique angus anil anita anja anke ann anna anne anne-laure anne-marie anneliese annette annie anouk \
anthony antje antoine anton antonia antonio aoife aparecida archie ariadna ariane arjun arlette armando arnaud \
arne arthur artur arturo arvid asbjorn ase asgeir ashley aslaug asta astrid asuncion aud audrey audun augusto \
aurelia aurelie aurelien aurora aurore ava ayse baltazar baptiste barbara barry bastian bastien beatrice \
beatriz begona belen ben benedicte benedita benedito benito benjamin benoit bente berit bernadette bernard \
bernardo bernd berta bethany bettina betty beverly bianca billy birger birgit birte bjorg bjorn blanca blandine \
bobby borghild boris bradley brandon brenda brendan brian brigitte brit britt brittany bruce bruna bruno bryan \
bryony caio callum camila camilla camille camilo candela capucine carina carl carla carlos carlota carmela \
carmen carol carole carolina caroline carolyn catalina catarina catherine caua cecile cecilia cedric celeste \
celia celine celio cesar chantal charles charlie charlotte cheryl chidi chinedu chloe christa christelle \
christian christina christine christophe christopher cian ciara claire clara claude claudia claudio clemence \
clemens clement clive colette colin conceicao concepcion concha connor constanca constanza consuelo coralie \
corentin corinne cornelia craig cristian cristiane cristiano cristina cristobal cruz cynthia cyril dag dagmar \
dagny dagrun daisy damien daniel daniela daniele danielle danilo davi david debora deborah debra declan deepak \
delphine denis denise dennis derek detlef diana diane didier diego dieter dirk dmitri dolores domingo domingos \
dominic dominik dominique donald donna dora doris dorothee dorothy douglas duarte dulce duncan dylan eberhard \
eckhard edgar edite edith edson eduardo edurne edward efrain egil einar eirik elaine eldbjorg elena elfriede \
eli eliane elias elif elijah elin elisa elisabeth elise elizabeth elke ella ellen elodie elsa else elvira elza \
emanuel embla emeka emil emile emilia emilie emilio emily emine emma emmanuel emre encarnacion enrique enzo \
eric erik erika ernest ernesto ernst erwin esmeralda espen esperanza esteban estefania estela estelle esther \
estrella ethan etienne eugene eugenia eugenio eulalia eunice eva evelyn evelyne evie ewa ewan ezequiel fabian \
fabiana fabien fabienne fabio fabiola fabrice fabricio facundo fanny fatima fatma fatou felipe felisa felix \
fergus fernand fernanda fernando filip filipa finn fiona flavia flavie flavio flora florence florent florian \
folarin frances francis francisca francisco franck francois francoise frank franz franziska freddie frederic \
frederik frederique fredrik freya frida frieda friederike friedrich frode gabriel gabriela gabriele gabrielle \
gael gaetan gareth gary gaston geir gema genaro genevieve geoffrey georg george georges georgette gerald \
geraldo gerard gerardo gerd gerda gerhard germaine german gert gertrud gesine ghislaine gilberto giles gilles \
gillian gisela gisele gisle gloria goncalo gonzalo graca grace graciela graham gregorio gregory greta grete gro \
guadalupe gudrun guenter guenther guilherme guillaume guillermina guillermo gunhild gunnar gunter gunther guri \
guro gustav gustave gustavo guy haakon hakon halvard hana hanna hannah hanne hannelore hannes hans harald \
harold harriet harry hartmut haruto hassan hatice havard hazel heather hector hedda hedwig hege heidi heike \
heinrich heinz heitor helder helen helena helene helga helge helio helmut heloisa henri henrik henrique henry \
herbert hermann herminia hernan herve hilde hildegard hiroshi holger horacio horst howard hubert hugh hugo \
humberto hussein ian iara ibrahim ida ignacio igor iker ilse imke imogen inacio ines inge ingeborg inger ingrid \
ingunn inmaculada iracema irene irina iris irmgard isabel isabella isabelle isak iselin ishaan isidora isidro \
isla ismael itziar ivan ivar ivone ivonne ivy jacinta jack jacob jacqueline jacques jade jaime jair jakob jakub \
james jan jana janaina janet janice jannik jaqueline jasmine jason javier jean jean-luc jean-marc jean-paul \
jean-pierre jeanne jefferson jeffrey jennifer jens jeremy jerome jerry jesse jessica jesus ji-hoon jill jimena \
joakim joan joana joanna joao joaquim joaquin jocelyne joe joel joelle joerg johan johanna johannes john johnny \
jon jonas jonathan jordan jordi jorg jorge jorgen jorn jorunn jose josef josefa josefina joseph josephine \
josette joshua josiane josue joyce juan juana judith judy juergen julia julian juliana julie julien juliette \
julio jurgen justin justine jutta kare karen kari karim karin karina karine karl karla karoline karsten kasper \
katarzyna katharina katherine kathleen kathrin kathryn katrin kavita kayla keith kelly ken kenji kenneth kenta \
kerstin kevin khalid kim kimberly kirsten kjell klaus kleber knut kofi konstantin kristian kristin kristine \
kristoffer krzysztof kurt kwame kyle laetitia laila lara larissa larry lars laura laure lauren laurence laurent \
laurinda lauro lautaro lawrence layla lea leandro leif leila leire lena leo leon leonard leonardo leonel leonie \
leonor lesley leticia levi liam lidia lieselotte ligia lilian lily lina linda line linh linn lino linus lionel \
lisa lisandro lise liv live livia logan loic lola lorena lorenzo lori lorraine lothar louis louise lourdes \
luana luc lucas lucia luciana luciano lucie lucien lucienne ludovic ludvig ludwig luis luisa luiz luiza lukas \
luke luna luz luzia madalena madeleine mafalda magali magda magdalena magne magnhild magnus maite maja malcolm \
malgorzata malin malte manfred manoel manon manuel manuela marc marcel marcelo marcia marcio marco marcos \
marcus marek maren margaret margarete margarida margarita margaux margot marguerite mari maria mariam mariana \
marianne mariano maribel marie marie-christine marie-claude marie-france marilyn marina marine mario marion \
marisa marisol marit marius mark markus marlene marta marte martha martim martin martina martine mary maryse \
mateo mateus matheus mathias mathieu mathilda mathilde matilda matilde matthew matthias matthieu maureen \
maurice mauricio mauro max maxime maximilian maximiliano maya meera megan mehmet melanie melissa mercedes mette \
mia michael michel michele michelle mickael miguel mila milagros milton minh mireia mireille mirela miriam \
mohamed mohammed moira moises mona monica monika monique montse montserrat moritz morten muhammad murat muriel \
murilo mustafa nadia nadine nair nancy natalia natalie natasha nathalie nathan neha neil nelson nerea neusa \
ngozi niall niamh nicholas nicola nicolas nicole nieves nigel niklas nils nina ninon noah noel noelia noemia \
noemie noor nora norbert norman nuno nuria oceane octavio oda odd oddny oddvar odete odette odile olaf olav ole \
olga oliver olivia olivier oluwaseun omar orlando oscar oskar osvaldo oswaldo otaviano otavio ottar otto owen \
oyvind paal pablo pal palmira paloma pamela pascal patricia patricio patrick paul paula paulette pauline \
paulino paulo pavel pawel pedro penelope per pernille perrine peter petra petter philip philipp philippa \
philippe phoebe pierre pilar piotr pooja poppy priscila priya purificacion quentin rachel rafael rafaela ragnar \
ragnhild rahul raimunda raimundo rainer rajesh ralf ralph ramiro ramon ramona randi randy rania ranveig raphael \
raquel raul ravi raymond raymonde rebeca rebecca regina regine regis reidar reidun reinhard remedios remi remy \
renan renata renate renato rene renee ricardo richard rikke rita roald roar robert roberta roberto robin rocio \
rodolfo rodolphe rodrigo rogelio roger rogerio rohan rolf romain roman romane ronald ronaldo ronja rory rosa \
rosalia rosana rosangela rosario rosemarie rosemary roswitha roxane roy ruben rubens rudolf rui runa rune \
rupert russell ruth ryan sabine sakura salma salome salvador samantha samara samir samira samuel sander sandra \
sandrine sanjay santiago sara sarah saul scott seamus sean sebastian sebastiao sebastien selma serge sergei \
sergio severine sharon sheila shirley siegfried sigbjorn sigmund signe sigrid sigurd silje silke silvana silvia \
silvio simao simon simone sindre siobhan siri sissel siv snorre sofia sofie solange soledad solene solveig \
sondre sonia sonja sophia sophie stanley stefan stefanie stein steinar stella stephan stephane stephanie \
stephen steven stian stig stine stuart sturla sueli sunita sunniva suresh susan susana susanne suzanne svein \
sven svenja sverre svetlana swantje sylvain sylvia sylviane sylvie synnove takashi tamara tanguy tania tanja \
tariq tarjei tatiana telma teodoro teresa terezinha terje terry thais thea theo theodor theresa thiago thibault \
thibaut thierry thomas thorsten tiago tim timothy tiril tobias toby tom tomas tomasz tone tor torbjorn tore \
torgeir toril torill torstein torsten torunn tove tracy traudl trevor trine trinidad tristan trond trygve turid \
tuva tyler ulf ulrich ulrike unni ursula ute uwe valdir valentin valentina valentine valeria valerie vanesa \
vanessa vania vasco vegard vera veronica veronique vicente victor victoria vidar vigdis vikram viktor vilde \
vilma vincent vinicius vinzenz viola violeta violette virgile virgilio virginia virginie vitor vitoria viviana \
viviane vladimir volker wagner walter waltraud wayne wellington wenche wendy werner wiebke wilhelm william \
willie wilson wolfgang xavier ximena yanis yann yannick yara yasmin yesenia yngve yolanda youssef yuki yuri \
yusuf yves yvette yvonne zachary zainab zeferino zelia zeynep zilda zoe zofia zulema";

/// Family names.
const FAMILY: &str = "aas aasen abbott abrahamsen abreu acosta adam adams adeyemi aguiar aguilar aguilera ahmed albrecht alexander \
ali allen almeida alonso altenberg alvarado alvarez alves amaral amrani amundsen andersen anderson andrade \
andreassen andres andresen andrews antoine antonsen antunes aparicio araujo arias armstrong arnaud arnesen \
arnold arroyo arslan ashdown assis aubert aubry aune austin aydin azevedo bailey bailly baker bakke bakken \
barbier barbosa barker barnes baron barre barreto barrios barros barthelemy bastos batista bauer baumann beck \
becker begum belkacem bell beltran benali benard benitez benito bennett benoit berg berge berger bergmann \
bernal bernard berntsen berry bertin bertrand besson bezerra birkeland bishop bittencourt black blanc blanchard \
blanco blom boe boehm boettcher bohm bolstad bonnet borges bottcher boucher bouchet boulanger bourgeois bouvier \
bouzid bowman boyd boyer bradley brandt braten braun bravo brekke breton brito brooks brown brun brunet bryant \
buchanan bueno burke burns busch butler byrne caballero cabrera calderon calvo camacho campbell campos cano \
cardoso carlier carlson carmona caron carpenter carpentier carrasco carre carrillo carroll carter carvalho \
casado casas castaing castellan castillo castro cavalcanti celik chapman charles charpentier chauvin chavez \
chen chevalier chevallier cho choi christensen clark clarke clement coelho cole coleman colin collet collin \
collins condori contreras cook cooper cordier correa correia cortes costa cousin couto cox crawford crespo cruz \
cunha cunningham dahl daniel daniels danielsen das david davies davis dean delattre delaunay delgado demir \
denis deschamps diallo dias diaz dietrich diez diop dixon dogan doherty domingues dominguez douglas doyle \
duarte dubois dufour dumas dumont duncan dunn dupont dupuis dupuy duran durand duval dvorsky ebert edvardsen \
edwards egeland eide eliassen ellingsen elliott ellis engel engen eriksen ernst escudero espinosa espinoza \
esteban esteves estevez etienne evans evensen exposito fabre farah faria farias faure ferguson fernandes \
fernandez ferreira ferrer figueiredo fischer fisher fitzgerald fleury flores fofana fonseca fontaine fontoura \
ford foss fossum foster fournier fowler fox francis franco francois frank franke fraser frazier fredriksen \
freeman freitas friedrich fuchs fuentes gaillard galan gallagher gallardo gallego garcia gardner garnier \
garrido garza gauthier gautier gerard germain gibson gil gilbert gillet gimenez girard giraud gjerde gomes \
gomez goncalves gonzalez gordon grabowski gracia graf graham grant gray green griffin grindheim grondin gros \
gross grossmann guenther guerin guerra guerrero guichard guillaume guillen guillot guimaraes gulbrandsen \
gundersen gunther gupta gutierrez guyot guzman haas haddad hagen hahn hall halvorsen hamilton hamon hansen \
hanssen harper harris harrison hart hartmann harvey haug hauge haugen haugland hawkins hayes heinrich helland \
henderson henriksen henriques henry heredia herman hernandez herrera herrero herrmann herve hicks hidalgo hill \
hjelle hoarau hoffman hoffmann hoffmeister hofmann holm holmes horn horvat hovland howard huaman huber hubert \
hubner hudson huebner huet hughes humbert hunt hunter hussain ibanez iglesias isaksen ishida ito iversen iyer \
izquierdo jackson jacob jacobs jacobsen jacquet jaeger jager jakobsen james jansen janssen jean jenkins jensen \
jenssen jesus jimenez johannessen johansen johnsen johnson johnston joly jones jordan jorgensen julien jung \
kaiser kaminski kang karlsen kaur kaya keller kelley kelly kennedy khan kilic kim king klein kleppe knight \
knudsen knutsen kobayashi koch koehler koenig kohler konig kowalski kraemer kramer kraus krause kristensen \
kristiansen kristoffersen kroeger kroger krueger kruger kuehn kuhn kumar lacroix lafuente lambert lamy lane \
lang lange langlois laporte lara larsen laurent lawrence leal leblanc lebrun leclerc leclercq lecomte lee \
lefebvre lefevre legall leger legrand lehmann leite lejeune lemaire lemaitre lemoine leon leroux leroy leveque \
lewandowski lewis lie lien lim lima lindner lloyd lokken lopes lopez lorenz lorenzo louis loureiro lourenco \
lovas lozano lucas ludwig lund lunde luque lynch macdonald macedo machado macias mackenzie madsen magalhaes \
magnussen maia maier maillard mallet mamani marchal marchand marcos marechal marie marin marinho marques \
marquez marsh marshall marti martin martinez martins martinsen marty mason masson mateo mateos mathieu mathisen \
matos matthews mayer mcallister mccarthy mcdonald medeiros medina mehta meier meireles melo menard mendes \
mendez mendoza menendez mercier merino meunier meyer michaud michel mikkelsen miller millet mills miranda \
mitchell moe moeller moen molina moller monnier monteiro montero montes moore mora moraes morais morales moreau \
moreira morel moreno morgan morin morris morrison moser mota motta moulin moura moya mueller muller munoz \
murphy murray myers myhre myklebust n'diaye naess nair nakamura nascimento navarro ndiaye nelson neumann neves \
nguyen nichols nicolas nielsen nieto nilsen noel nogueira nordby novak nowak nunes nunez nygaard nygard o'brien \
o'connor o'dell o'leary o'neill o'sullivan odegard okafor okamoto oliveira olivier olsen olson ortega ortiz \
osei ostby osterud otero otto owens ozturk pacheco paiva palacios palmer pardo park parker parra pascual \
pasquier pastor patel patterson paulsen payet payne pedersen peixoto pelletier pemberton pena pereira perez \
perkins perret perrier perrin perrot perry peters petersen peterson petit pettersen pfeiffer philippe phillips \
picard pichon pierce pierre pimentel pinheiro pinto pires pohl poirier portela porter poulain powell prado \
prevost price prieto queiroz quispe ramirez ramos rangel rao rasmussen ray reddy redondo reed reis remy renard \
renaud renault resende rey reyes reynaud reynolds rezende ribeiro rice richard richards richardson richter \
riley rios rivas rivera rivero riviere robert roberts robertson robin robinson robledo robles rocha roche rod \
rodrigues rodriguez roger rogers rojas roldan rolland roman romero ronning rose ross rossi roth rousseau \
roussel roux roy royer rubio rueda ruiz russell ruud ryan saether saetre saez sahin salazar sales salgado \
sampaio sanchez sanders sandoval sandvik santana santiago santos sanz sato sauer sauermann schaefer schafer \
schmid schmidt schmitt schmitz schneider scholz schreiber schroder schroeder schubert schulte schulz schulze \
schumacher schuster schwarz scott segura seidel sepulveda serrano shah sharma shaw sierra silva simmons simoes \
simon simonsen simpson sinclair singh siqueira sivertsen skaar smith snyder soares solberg soler solheim sommer \
sommerfeld sorensen soriano soto sousa souza spencer stein stene stephens stevens stewart stokke stone strand \
strom suarez sullivan sunde suzuki svendsen svoboda tanaka tangen tate tavares taylor teixeira tessier thevenet \
thomas thomassen thompson thornbury thorsen torgersen torres toure tran traore trindade tucker turner tveit \
tveiten urban valadares valenzuela valero varela vargas vasconcelos vasquez vasseur vaz vazquez vega veiga \
velasco vera verma viana vicente vidal vieira vik vila vilela villanueva villar vincent vogel vogelsang vogt \
voigt vold wachtel wagner walker wallace walsh walter ward warren washington watanabe watson weaver webb weber \
weiss wells werner west wheeler whitcombe white whitlock wilkinson williams willis wilson winkler winter \
wisniewski wojcik wold wolf wolff wood woods wright xavier yamamoto yildiz yilmaz yoon young ziegler zielinski \
zimmermann";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lists_are_sorted() {
        for list in [GIVEN, FAMILY] {
            let pairs = list.split(' ').zip(list.split(' ').skip(1));
            assert!(pairs.clone().all(|(a, b)| a < b), "{:?}", pairs.clone().find(|(a, b)| a >= b));
            assert!(list.split(' ').all(|word| find(list.as_bytes(), word.as_bytes())));
        }
        assert!(!find(GIVEN.as_bytes(), b"") && !find(GIVEN.as_bytes(), b"zzz") && !find(GIVEN.as_bytes(), b"a"));
    }

    #[test]
    fn names_of_stand_ins_are_known() {
        let latin = |name: &&&str| name.is_ascii();
        for (n, list) in crate::names::all_lists().enumerate() {
            let known = if n % 3 == 2 { is_family } else { is_given };
            assert!(list.iter().filter(latin).all(|name| known(name.as_bytes())));
        }
        assert!(crate::names::HAN_FAMILY.chars().all(is_han_family));
    }

    #[test]
    fn accents_and_case_do_not_matter() {
        for name in ["Jürgen", "JÜRGEN", "Éric", "Eric", "Anne-Lise", "Bjørn", "Håkon", "Ayşe", "Juergen"] {
            assert!(is_given(name.as_bytes()), "{name}");
        }
        for name in ["Müller", "O\u{2019}Brien", "Åsen-Berg", "Garcia-Lopez", "García", "Yılmaz"] {
            assert_eq!(is_family(name.as_bytes()), name != "Åsen-Berg", "{name}");
        }
        assert!(!is_given("Team".as_bytes()) && !is_given("林".as_bytes()) && !is_given(b"\xff\xfe"));
    }
}
