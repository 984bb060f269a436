#pragma once

#include <array>
#include <string_view>

// The letters of Latin, Greek, Cyrillic and kana that exist in Unicode both as one character (NFC)
// and as a letter with a combining mark (NFD).
namespace mpietl::io {

/// A combining mark and its pairs: a composed character, then the letter in it.
struct Composition {
  char32_t mark;
  std::u32string_view pairs;
};

inline constexpr std::array<Composition, 27> compositions{{
    // combining grave accent
    {0x0300,
     U"ÀAÈEÌIÒOÙUàaèeìiòoùuǛÜǜüǸNǹnḔĒḕēṐŌṑōẀWẁwẦÂầâẰĂằăỀÊềêỒÔồôỜƠờơ"
     U"ỪƯừưỲYỳyЀЕЍИѐеѝи"},
    // combining acute accent
    {0x0301,
     U"ÁAÉEÍIÓOÚUÝYáaéeíióoúuýyĆCćcĹLĺlŃNńnŔRŕrŚSśsŹZźzǗÜǘüǴGǵgǺÅǻå"
     U"ǼÆǽæǾØǿøḈÇḉçḖĒḗēḮÏḯïḰKḱkḾMḿmṌÕṍõṒŌṓōṔPṕpṸŨṹũẂWẃwẤÂấâẮĂắăẾÊếê"
     U"ỐÔốôỚƠớơỨƯứư΅¨ΆΑΈΕΉΗΊΙΌΟΎΥΏΩΐϊάαέεήηίιΰϋόούυώωϓϒЃГЌКѓгќк"},
    // combining circumflex accent
    {0x0302,
     U"ÂAÊEÎIÔOÛUâaêeîiôoûuĈCĉcĜGĝgĤHĥhĴJĵjŜSŝsŴWŵwŶYŷyẐZẑzẬẠậạỆẸệẹ"
     U"ỘỌộọ"},
    // combining tilde
    {0x0303, U"ÃAÑNÕOãañnõoĨIĩiŨUũuṼVṽvẪÂẫâẴĂẵăẼEẽeỄÊễêỖÔỗôỠƠỡơỮƯữưỸYỹy"},
    // combining macron
    {0x0304,
     U"ĀAāaĒEēeĪIīiŌOōoŪUūuǕÜǖüǞÄǟäǠȦǡȧǢÆǣæǬǪǭǫȪÖȫöȬÕȭõȰȮȱȯȲYȳyḠGḡg"
     U"ḸḶḹḷṜṚṝṛӢИӣиӮУӯу"},
    // combining breve
    {0x0306, U"ĂAăaĔEĕeĞGğgĬIĭiŎOŏoŬUŭuḜȨḝȩẶẠặạЎУЙИйиўуӁЖӂжӐАӑаӖЕӗе"},
    // combining dot above
    {0x0307,
     U"ĊCċcĖEėeĠGġgİIŻZżzȦAȧaȮOȯoḂBḃbḊDḋdḞFḟfḢHḣhṀMṁmṄNṅnṖPṗpṘRṙrṠS"
     U"ṡsṤŚṥśṦŠṧšṨṢṩṣṪTṫtẆWẇwẊXẋxẎYẏyẛſ"},
    // combining diaeresis
    {0x0308,
     U"ÄAËEÏIÖOÜUäaëeïiöoüuÿyŸYḦHḧhṎÕṏõṺŪṻūẄWẅwẌXẍxẗtΪΙΫΥϊιϋυϔϒЁЕЇІ"
     U"ёеїіӒАӓаӚӘӛәӜЖӝжӞЗӟзӤИӥиӦОӧоӪӨӫөӬЭӭэӰУӱуӴЧӵчӸЫӹы"},
    // combining hook above
    {0x0309, U"ẢAảaẨÂẩâẲĂẳăẺEẻeỂÊểêỈIỉiỎOỏoỔÔổôỞƠởơỦUủuỬƯửưỶYỷy"},
    // combining ring above
    {0x030A, U"ÅAåaŮUůuẘwẙy"},
    // combining double acute accent
    {0x030B, U"ŐOőoŰUűuӲУӳу"},
    // combining caron
    {0x030C,
     U"ČCčcĎDďdĚEěeĽLľlŇNňnŘRřrŠSšsŤTťtŽZžzǍAǎaǏIǐiǑOǒoǓUǔuǙÜǚüǦGǧg"
     U"ǨKǩkǮƷǯʒǰjȞHȟh"},
    // combining double grave accent
    {0x030F, U"ȀAȁaȄEȅeȈIȉiȌOȍoȐRȑrȔUȕuѶѴѷѵ"},
    // combining inverted breve
    {0x0311, U"ȂAȃaȆEȇeȊIȋiȎOȏoȒRȓrȖUȗu"},
    // combining horn
    {0x031B, U"ƠOơoƯUưu"},
    // combining dot below
    {0x0323,
     U"ḄBḅbḌDḍdḤHḥhḲKḳkḶLḷlṂMṃmṆNṇnṚRṛrṢSṣsṬTṭtṾVṿvẈWẉwẒZẓzẠAạaẸEẹe"
     U"ỊIịiỌOọoỢƠợơỤUụuỰƯựưỴYỵy"},
    // combining diaeresis below
    {0x0324, U"ṲUṳu"},
    // combining ring below
    {0x0325, U"ḀAḁa"},
    // combining comma below
    {0x0326, U"ȘSșsȚTțt"},
    // combining cedilla
    {0x0327, U"ÇCçcĢGģgĶKķkĻLļlŅNņnŖRŗrŞSşsŢTţtȨEȩeḐDḑdḨHḩh"},
    // combining ogonek
    {0x0328, U"ĄAąaĘEęeĮIįiŲUųuǪOǫo"},
    // combining circumflex accent below
    {0x032D, U"ḒDḓdḘEḙeḼLḽlṊNṋnṰTṱtṶUṷu"},
    // combining breve below
    {0x032E, U"ḪHḫh"},
    // combining tilde below
    {0x0330, U"ḚEḛeḬIḭiṴUṵu"},
    // combining macron below
    {0x0331, U"ḆBḇbḎDḏdḴKḵkḺLḻlṈNṉnṞRṟrṮTṯtẔZẕzẖh"},
    // combining katakana-hiragana voiced sound mark
    {0x3099,
     U"がかぎきぐくげけごこざさじしずすぜせぞそだたぢちづつでてどとばはびひぶふべへぼほゔうゞゝガカ"
     U"ギキグクゲケゴコザサジシズス"
     U"ゼセゾソダタヂチヅツデテドトバハビヒブフベヘボホヴウヷワヸヰヹヱヺヲヾヽ"},
    // combining katakana-hiragana semi-voiced sound mark
    {0x309A, U"ぱはぴひぷふぺへぽほパハピヒプフペヘポホ"},
}};

}  // namespace mpietl::io
