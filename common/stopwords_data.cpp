// Function words by language: articles, pronouns, prepositions, conjunctions, auxiliaries. No word that a reader may search for by
// itself (names, nouns, full verbs, negations stay out where they are rare), because nothing here ranks. Folded forms: without
// diacritics, ß as ss, one word per side of an apostrophe (l'homme: l). Compiled by hand for this project.
#include "common/stopwords.hpp"

namespace backfile {
namespace {

constexpr StopwordList lists[] = {
    {"en",
     "a about after all also an and any are as at be because been before being between both but by can could did do does for "
     "from had has have he her here hers him his how i if in into is it its just may me more most my no nor not of on or our "
     "out over she should so some such than that the their them then there these they this those through to too under until "
     "up upon very was we were what when where which while who whom whose why will with would you your"},
    {"de",
     "aber als also am an auch auf aus bei beim bin bis bist da damit dann das dass dem den denn der des dessen die dies diese "
     "diesem diesen dieser dieses doch dort du durch ein eine einem einen einer eines er es fur gegen hat hatte hatten haben "
     "hier ich ihm ihn ihr ihre ihrem ihren ihrer im in ins ist ja kann kein keine man mit nach nicht noch nun nur ob oder ohne "
     "sehr sein seine seinem seinen seiner sich sie sind so soll sondern uber um und uns unter vom von vor war waren was weil "
     "wenn wer werden wie wieder wir wird wurde wurden zu zum zur zwischen"},
    {"fr",
     "a ai au aux avec c ce ces cet cette comme d dans de des deux dont du elle elles en entre est et ete etait etre eux il ils "
     "j je jusqu l la le les leur leurs lors lui m ma mais me meme mes mon n ne nos notre nous on ont ou par pas plus pour puis "
     "qu quand que qui s sa sans se selon ses si son sont sous sur t ta te tes toi ton tous tout toute tres tu un une vos votre "
     "vous y"},
    {"es",
     "a al algo ante antes aunque como con contra cual cuando de del desde donde durante e el ella ellas ellos en entre era es "
     "esa ese eso esta estaba estan estas este esto estos fue fueron ha habia han hasta hay la las le les lo los mas me mi "
     "mientras muy ni no nos o otra otro para pero por porque que quien se segun ser si sin sobre son su sus tambien tan te "
     "tiene todo todos tras tu un una unas uno unos y ya yo"},
    {"it",
     "a ad agli ai al alla alle allo anche avere aveva c che chi ci coi col come con contro cui d da dagli dai dal dalla dalle "
     "de degli dei del dell della delle dello di dopo dove e ed era erano essere fra gia gli ha hanno i il in io l la le lei li "
     "lo loro lui ma mentre mi ne negli nei nel nell nella nelle nello noi non o per perche piu poi pero qual quale quando "
     "quella quello questa questo qui se sei si sia sono sopra sotto stato su sua sue sugli sui sul sulla sulle suo suoi tra "
     "tu un una uno vi voi"},
    {"pt",
     "a ao aos apos as ate com como contra da das de dela dele deles depois desde do dos e ela elas ele eles em entre era essa "
     "esse esta estao estas este estes eu foi foram ha isso isto ja lhe mais mas me mesmo meu minha muito na nao nas nem no nos "
     "num numa o onde os ou para pela pelas pelo pelos por porque quando que quem se segundo sem ser seu seus sob sobre sua "
     "suas tambem te tem um uma umas uns voce"},
    {"nl",
     "aan al als bij dan dat de der deze die dit doch door dus een en er had hadden haar heb hebben heeft hem het hier hij hoe "
     "hun ik in is je kan maar me meer men met mijn na naar niet nog nu of om onder ons ook op over te tegen ten ter toch toen "
     "tot tussen u uit uw van veel voor waar waren was wat we werd werden wie wordt worden zal ze zich zij zijn zo zou"},
    {"sv",
     "alla allt att av blev bli blir da de dem den denna deras dess dessa det detta dig din du efter eller en er ett for fran "
     "genom ha hade han hans har henne hennes hon honom hur i icke in inte ja jag kan man med mellan men mig min mot mycket nar "
     "nu och om oss over pa sa sig sin sina sitt ska skulle som till under upp ut vad var vara vem vi vid vilka"},
    {"da",
     "ad af alle alt at blev blive bliver da de dem den denne der deres det dette dig din disse dog du efter eller en end er et "
     "for fra ham han hans har havde hende hendes her hos hun hvad hvem hvis hvor i ikke ind jeg kan kunne man med meget mellem "
     "men mig min mod nar ned nogle nu og ogsa om op os over pa sig sin sine skal skulle som til ud under var ved vi vil ville "
     "vaere vaeret"},
    {"no",
     "alle at av ble bli blir da de deg dem den denne der deres det dette disse du eller en enn er et ett etter for fra ha "
     "hadde ham han hans har henne hennes her hos hun hva hvem hvis hvor i ikke inn jeg kan kunne man med meg mellom men mot na "
     "nar noen og ogsa om opp oss over pa sa seg sin sine skal skulle som til ut under var ved vi vil ville vaere vaert"},
    {"fi",
     "ei eivat eli en ennen ettei etta han hanen he heidan hyvin ja joka jos jossa jota jotka kanssa keskella kuin kuitenkin "
     "kun kuten me mika minka mina minun missa mukaan mutta myos nain ne niiden niin niita nyt oli olisi olivat olla ollut "
     "on ovat pois saa se seka sen siella siihen siina sille sina sita tai taman tama tassa tata te tuo vaan vaikka vain "
     "viela voi yli"},
    {"ru",
     "а без был была были было быть в вам вас весь во вот все всего всех вы где да даже для до его ее ей ему если есть еще же "
     "за здесь и из или им их к как ко когда кто ли либо между меня мне может мы на над нас не него нее ней нет ни них но о об "
     "однако он она они оно от по под после при с со так также такой там те тем то того тоже той только том тут ты у уже хотя "
     "чего чей чем что чтобы эта эти это этого этой этом этот я"},
    {"pl",
     "a aby ale ani az bardzo bez bo byc byl byla bylo byly by co czy dla do gdy gdzie go i ich ile im ja jak jako je jego jej "
     "jednak jest jeszcze jezeli juz kiedy kto ktora ktore ktorego ktorej ktory ktorych ktorym ku lecz lub ma mi mnie moze "
     "moj my na nad nam nas nia nich nie nim niz o od on ona one oni oraz po pod podczas poza przed przez przy sa sie "
     "tak takze tam te tego tej ten teraz to tu tym tych u w was we wiec wy z za ze zeby"},
    {"cs",
     "a aby ale ani az bez bude budou by byl byla byli bylo byt co coz do ho i ja jak jako je jeho jej jeji jejich jen jenz "
     "jeste ji jiz jsem jsme jsou k kde kdo kdyz ke ktera ktere kteri ktery kterych ma mezi mi mit mne mu na nad nam nas "
     "nebo neni nez nich o od on ona oni po pod podle pokud pouze pred pri pro proto protoze s se si sve svuj ta tak take tam "
     "tato tedy ten tento teto tim to toho tom tomu tu ty u uz v vam vas ve vsak z za ze"},
    {"hu",
     "a abban ahhoz ahogy aki akik akkor alatt altal am ami amely amelyek amikor annak az azok azonban azt azzal be csak de e "
     "egy ehhez el ennek es ez ezek ezen ezert ezt fel ha hanem hogy hogyan igen is itt ki le legyen lesz lett mar majd meg "
     "mely melyek mert mi mig mint mit mivel most nak nek nem nincs o ok olyan ott pedig s sem szerint tehat ugy utan vagy "
     "van vannak vele volt voltak"},
    {"ro",
     "a acea aceasta aceea acest aceste acestor acestui acum ai al ale am ar are as asa asta au avea avut ca care catre ce cea "
     "cei cel cele cine cu cum da daca dar de decat deci despre din dintre doar dupa e ea ei el ele era erau este eu fara fi "
     "fie fost i iar ii il in inainte intr intre isi l la le li lor lui mai ne nici nu o ori pe pentru peste prin sa sale sau "
     "se si sub sunt tot un una unei unor unui va"},
    {"tr",
     "acaba ama ancak artik asla ayrica bana bazi belki ben beni benim bile bir biri bize biz bizim bu buna bunda bunlar bunu "
     "bunun da daha de degil diye en gibi gore hem hep hic icin ile ise iste kadar ki kim mi mu ne neden nasil o olan olarak "
     "oldu oldugu olsa ona ondan onlar onlari onlarin onu onun oysa pek sen sana seni senin siz size sizin su suna sunu tum "
     "uzere var ve veya ya yani yine yok zaten"},
    {"ar",
     "في من الي علي عن مع ان انه انها هذا هذه ذلك تلك التي الذي الذين ما لا لم لن قد كان كانت يكون هو هي هم هن نحن انا انت او "
     "ثم بل لكن حتي اذا كل بعض غير بين عند بعد قبل منذ خلال حول ضد دون كما حيث اي ايضا لدي فيه فيها منه منها عليه عليها اليه "
     "اليها به بها له لها لهم عنه عنها ليس و ف"},
    {"id",
     "ada adalah agar akan aku anda antara apa apabila apakah atas atau bagi bahwa belum bila bisa bukan dalam dan dapat dari "
     "daripada dengan di dia hanya harus hingga ia ialah ini itu jika juga kami kamu karena ke kepada kita lagi lain maka "
     "masih mereka namun nya oleh pada para saat saja sambil sampai sangat saya sebagai sebelum secara sedang sejak serta "
     "setelah seperti sudah supaya tapi telah tersebut tetapi tidak untuk yaitu yang"},
};

}  // namespace

std::span<const StopwordList> stopword_lists() { return lists; }

}  // namespace backfile
