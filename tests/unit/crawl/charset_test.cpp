#include "indexer/crawl/charset.hpp"

#include <map>

#include "indexer/crawl/charset_steps.hpp"
#include "tests/support/catch.hpp"

using namespace backfile;

namespace {

std::string repeated(std::string_view text, int times) {
  std::string out;
  for (int i = 0; i < times; ++i) out += text;
  return out;
}

/// The bytes of `text`, found by decoding all of one and two bytes: the crawl itself never encodes.
std::string encoded(const std::string& text, const std::string& encoding) {
  std::map<std::string, std::string> inverse;
  for (int high = 0x80; high < 0x100; ++high) {
    const std::string one(1, static_cast<char>(high));
    inverse.emplace(decode_legacy(one, encoding).text, one);
    for (int low = 0x40; low < 0xff; ++low) inverse.emplace(decode_legacy(one + static_cast<char>(low), encoding).text, one + static_cast<char>(low));
  }
  std::string bytes;
  for (std::size_t i = 0, length = 0; i < text.size(); i += length) {
    const auto first = static_cast<unsigned char>(text[i]);
    length = first < 0x80 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
    bytes += length == 1 ? text.substr(i, 1) : inverse.at(text.substr(i, length));
  }
  return bytes;
}

}  // namespace

TEST_CASE("every kind of label names its encoding") {
  const auto [label, name] = GENERATE(table<std::string, std::string>({
      {"utf-8", "utf-8"}, {"UTF8", "utf-8"}, {" utf-8\n", "utf-8"}, {"unicode-1-1-utf-8", "utf-8"}, {"latin1", "windows-1252"},
      {"ISO-8859-1", "windows-1252"}, {"us-ascii", "windows-1252"}, {"ascii", "windows-1252"}, {"iso8859-15", "iso-8859-15"},
      {"l9", "iso-8859-15"}, {"iso-8859-9", "windows-1254"}, {"latin5", "windows-1254"}, {"tis-620", "windows-874"}, {"gb2312", "gbk"},
      {"GB_2312-80", "gbk"}, {"gb18030", "gb18030"}, {"big5-hkscs", "big5"}, {"x-sjis", "shift_jis"}, {"Windows-31J", "shift_jis"},
      {"ks_c_5601-1987", "euc-kr"}, {"windows-949", "euc-kr"}, {"csiso2022jp", "iso-2022-jp"}, {"x-euc-jp", "euc-jp"},
      {"iso-2022-kr", "replacement"}, {"hz-gb-2312", "replacement"}, {"utf-16", "utf-16le"}, {"unicodefffe", "utf-16be"},
      {"x-user-defined", "x-user-defined"}, {"logical", "iso-8859-8-i"}, {"visual", "iso-8859-8"}, {"866", "ibm866"}, {"mac", "macintosh"},
      {"x-x-big5", "big5"}, {"koi8-ru", "koi8-u"},
      {"", ""}, {"utf-7", ""}, {"utf-32", ""}, {"none", ""}, {"iso-8859-17", ""}, {"windows-12520", ""}, {"utf\u20138", ""},
      {"a label that is much too long to be one", ""},
  }));
  CAPTURE(label);
  CHECK(encoding_for_label(label) == name);
}

TEST_CASE("every encoding decodes its text") {
  struct Sample {
    std::string encoding, bytes, text;
  };
  const auto c = GENERATE(values<Sample>({
      {"ibm866", "\x8f\xe0\xa8\xa2\xa5\xe2", "Привет"},
      {"iso-8859-2", "\xa3\xf3\x64\xbc", "Łódź"},
      {"iso-8859-3", "\xd8\xfd", "Ĝŭ"},
      {"iso-8859-4", "\xb3\xe0", "ŗā"},
      {"iso-8859-5", "\xbf\xe0\xd8", "При"},
      {"iso-8859-6", "\xc7\xe4", "ال"},
      {"iso-8859-7", "\xc5\xeb\xeb", "Ελλ"},
      {"iso-8859-8", "\xf9\xec\xe5\xed", "שלום"},
      {"iso-8859-8-i", "\xf9\xec\xe5\xed", "שלום"},
      {"iso-8859-10", "\xa1\xfe", "Ąþ"},
      {"iso-8859-13", "\xd9\xf0", "Łš"},
      {"iso-8859-14", "\xd0\xde", "ŴŶ"},
      {"iso-8859-15", "\xa4\xbc\xbd", "€Œœ"},
      {"iso-8859-16", "\xa4\xaa\xba\xde\xfe", "€ȘșȚț"},
      {"koi8-r", "\xf0\xd2\xc9\xd7\xc5\xd4", "Привет"},
      {"koi8-u", "\xeb\xc9\xa7\xd7", "Київ"},
      {"macintosh", "\x8e\xde\xd2", "éﬁ“"},
      {"windows-874", "\xa1\xe0\xd2", "กเา"},
      {"windows-1250", "\x8a\x9d\xe9", "Šťé"},
      {"windows-1251", "\xcf\xf0\xe8\xe2\xe5\xf2", "Привет"},
      {"windows-1252", "\x80\x93\x94\xe9\x97", "€“”é—"},
      {"windows-1252", "\x81\x8d\x8f", "\u0081\u008d\u008f"},
      {"windows-1253", "\xc5\xeb\xfe", "Ελώ"},
      {"windows-1254", "\xdd\xfe\xf0", "İşğ"},
      {"windows-1255", "\xf9\xec\xe5\xed", "שלום"},
      {"windows-1256", "\xc7\xe1\x81", "الپ"},
      {"windows-1257", "\xd0\xe2", "Šā"},
      {"windows-1258", "\xd0\xfd", "Đư"},
      {"x-mac-cyrillic", "\x8f\xe0\xa4", "Па§"},
      {"gbk", "\xc4\xe3\xba\xc3\x80", "你好€"},
      {"gbk", "\xd6\xd0\xb9\xfa", "中国"},
      {"gb18030", "\x81\x30\x81\x30", "\u0080"},
      {"big5", "\xa4\xa4\xa4\xe5", "中文"},
      {"big5", "\xf9\xd6", "碁"},
      {"euc-jp", "\xc6\xfc\xcb\xdc\x8e\xb1", "日本ｱ"},
      {"iso-2022-jp", "\x1b$BF|K\\\x1b(B!", "日本!"},
      {"iso-2022-jp", "\x1b(I1\x1b(B", "ｱ"},
      {"shift_jis", "\x93\xfa\x96\x7b\xb1\x5c", "日本ｱ\\"},
      {"shift_jis", "\x87\x40\x81\x60", "①～"},
      {"euc-kr", "\xc7\xd1\xb1\xdb", "한글"},
      {"euc-kr", "\x8c\x63", "똠"},
      {"utf-16le", std::string("a\0\x3d\xd8\x00\xde", 6), "a😀"},
      {"utf-16be", std::string("\0a\x4e\x2d", 4), "a中"},
      {"x-user-defined", "a\x80\xff", "a\uf780\uf7ff"},
  }));
  CAPTURE(c.encoding, c.bytes);
  const LegacyText decoded = decode_legacy(c.bytes, c.encoding);
  CHECK(decoded.text == c.text);
  CHECK(decoded.replaced == 0);
}

TEST_CASE("what an encoding cannot mean is replaced and counted") {
  const auto [encoding, bytes, text] = GENERATE(table<std::string, std::string, std::string>({
      {"shift_jis", "a\x81", "a\ufffd"},
      {"euc-jp", "\xff" "a", "\ufffda"},
      {"euc-kr", "\xc7<b>", "\ufffd<b>"},
      {"gbk", "\xff" "a", "\ufffda"},
      {"big5", "\xff" "a", "\ufffda"},
      {"utf-16le", std::string("\x00\xd8" "a\0", 4), "\ufffda"},
      {"iso-8859-7", "\xae", "\ufffd"},
      {"windows-874", "\xfe", "\ufffd"},
      {"windows-1252", std::string("a\0b", 3), "a\ufffdb"},
  }));
  CAPTURE(encoding, bytes);
  const LegacyText decoded = decode_legacy(bytes, encoding);
  CHECK(decoded.text == text);
  CHECK(decoded.replaced == 1);
}

TEST_CASE("long text crosses the decoder's buffers whole") {
  const std::string pair("\x3d\xd8\x00\xde", 4);
  for (const int lead : {0, 1, 2, 3}) {
    std::string bytes;
    for (int i = 0; i < lead; ++i) bytes += std::string("a\0", 2);
    const LegacyText decoded = decode_legacy(bytes + repeated(pair, 10'000), "utf-16le");
    CHECK(decoded.text == repeated("a", lead) + repeated("😀", 10'000));
  }
  CHECK(decode_legacy(repeated("\x93\xfa", 10'001), "shift_jis").text == repeated("日", 10'001));
}

TEST_CASE("a page's own declaration is found") {
  const auto [name, page, encoding] = GENERATE(table<std::string, std::string, std::string>({
      {"charset", "<meta charset=windows-1251>", "windows-1251"},
      {"quoted", "<html><head><META CharSet = \"Shift_JIS\" />", "shift_jis"},
      {"http-equiv", "<meta http-equiv='Content-Type' content='text/html; charset=euc-kr'>", "euc-kr"},
      {"content before http-equiv", "<meta content=\"text/html;charset=gb2312\" http-equiv=content-type>", "gbk"},
      {"content alone says nothing", "<meta name=description content='charset=euc-kr'>", ""},
      {"quoted within content", "<meta http-equiv=content-type content='text/html; charset=\"big5\"; x'>", "big5"},
      {"spaces around the equals sign", "<meta http-equiv=content-type content='text/html; charset = koi8-r'>", "koi8-r"},
      {"first usable one wins", "<meta charset=nonsense><meta charset=koi8-r><meta charset=big5>", "koi8-r"},
      {"utf-16 in bytes is utf-8", "<meta charset=utf-16>", "utf-8"},
      {"user-defined is windows-1252", "<meta charset=x-user-defined>", "windows-1252"},
      {"commented out", "<!-- <meta charset=big5> --><meta charset=koi8-r>", "koi8-r"},
      {"comment that closes at once", "<!--><meta charset=koi8-r>-->", "koi8-r"},
      {"in a script", "<script>var a='<meta charset=big5>';</script><meta charset=koi8-r>", "koi8-r"},
      {"in a style", "<STYLE>a{content:'<meta charset=big5>'}</Style><meta charset=koi8-r>", "koi8-r"},
      {"in an attribute", "<a title='<meta charset=big5>'><meta charset=koi8-r>", "koi8-r"},
      {"after long scripts", "<script>" + std::string(9000, 'x') + "</script><meta charset=koi8-r>", "koi8-r"},
      {"a longer name", "<metadata charset=big5>", ""},
      {"XML declaration", "<?xml version=\"1.0\" encoding=\"iso-8859-2\"?><html>", "iso-8859-2"},
      {"meta outranks the XML declaration", "<?xml version='1.0' encoding='iso-8859-2'?><meta charset=koi8-r>", "koi8-r"},
      {"unclosed", "<meta charset=koi8-r", "koi8-r"},
      {"unclosed quote", "<meta charset='koi8-r", "koi8-r"},
      {"unclosed comment", "<!-- <meta charset=koi8-r>", ""},
      {"only brackets", std::string(100'000, '<'), ""},
      {"nothing", "", ""},
  }));
  CAPTURE(name);
  CHECK(prescan_html(page).encoding == encoding);
}

TEST_CASE("a page is decoded in the order of the standard") {
  struct Case {
    std::string name, bytes, declared, text, charset, from;
  };
  const std::string cyrillic = "\xcf\xf0\xe8\xe2\xe5\xf2";  // windows-1251
  const auto c = GENERATE_COPY(values<Case>({
      {"mark before all", "\xef\xbb\xbf<meta charset=big5>é", "koi8-r", "<meta charset=big5>é", "utf-8", "bom"},
      {"UTF-16 by its mark", std::string("\xff\xfe<\0p\0>\0\xe9\0", 10), "utf-8", "<p>é", "utf-16le", "bom"},
      {"UTF-16 big end first", std::string("\xfe\xff\0<\0p\0>\0\xe9", 10), "", "<p>é", "utf-16be", "bom"},
      {"transport before meta", "<meta charset=koi8-r>" + cyrillic, "windows-1251", "<meta charset=koi8-r>Привет", "windows-1251", "http"},
      {"transport that is nonsense", "<meta charset=windows-1251>" + cyrillic, "none", "<meta charset=windows-1251>Привет", "windows-1251", "meta"},
      {"meta", "<meta charset=windows-1251>" + cyrillic, "", "<meta charset=windows-1251>Привет", "windows-1251", "meta"},
      {"transport says legacy over UTF-8", "é", "iso-8859-1", "Ã©", "windows-1252", "http"},
      {"stale meta over UTF-8", "<meta charset=iso-8859-1>Curaçao – é", "", "<meta charset=iso-8859-1>Curaçao – é", "utf-8", "detected"},
      {"undeclared UTF-8", "<p>Curaçao", "", "<p>Curaçao", "utf-8", "detected"},
      {"undeclared ASCII", "<p>plain", "", "<p>plain", "utf-8", "default"},
      {"undeclared Latin-1", "<p>Cura\xe7" "ao", "", "<p>Curaçao", "windows-1252", "detected"},
      {"meta says utf-8 over Latin-1", "<meta charset=utf-8>Cura\xe7" "ao caf\xe9", "", "<meta charset=utf-8>Curaçao café", "windows-1252", "detected"},
      {"transport says utf-8, meta knows better", "<meta charset=windows-1251>" + cyrillic, "utf-8", "<meta charset=windows-1251>Привет", "windows-1251", "meta"},
      {"replacement encodings are guessed", "<meta charset=hz-gb-2312>plain", "", "<meta charset=hz-gb-2312>plain", "utf-8", "default"},
      {"utf-16 declared over bytes", "<meta charset=utf-16>é", "utf-16", "<meta charset=utf-16>é", "utf-8", "meta"},
      {"NUL", std::string("<p>a\0b", 6), "", "<p>a\ufffd" "b", "utf-8", "default"},
      {"ISO 2022 declared", "<meta charset=iso-2022-jp>\x1b$BF|K\\\x1b(B", "", "<meta charset=iso-2022-jp>日本", "iso-2022-jp", "meta"},
      {"few bytes in a page of known language", "<html lang=ru-RU>" + cyrillic, "", "<html lang=ru-RU>Привет", "windows-1251", "detected"},
      {"empty", "", "", "", "utf-8", "default"},
  }));
  CAPTURE(c.name);
  const Decoded decoded = decode_html(c.bytes, c.declared);
  CHECK(decoded.text == c.text);
  CHECK(decoded.charset == c.charset);
  CHECK(decoded.from == c.from);
}

TEST_CASE("one bad byte does not flip a page of UTF-8") {
  const std::string text = repeated("Käse aus Bärn – schön. ", 20);
  for (const std::string_view declared : {"", "utf-8"}) {
    const Decoded decoded = decode_html(text + "\xe9" + text, declared);
    CHECK(decoded.charset == "utf-8");
    CHECK(decoded.text == text + "\ufffd" + text);
    CHECK(decoded.replaced);
  }
}

TEST_CASE("an undeclared legacy encoding is told from its text") {
  // Own sentences, long enough for the statistics.
  const auto [encoding, text] = GENERATE(table<std::string, std::string>({
      {"windows-1251", "Вчера вечером жители города собрались на площади, чтобы обсудить новый мост через реку и старую школу. "},
      {"koi8-r", "Вчера вечером жители города собрались на площади, чтобы обсудить новый мост через реку и старую школу. "},
      {"windows-1252", "Le maire a déclaré que la fête de l'été serait fêtée à côté de l'hôtel de ville, où la mairie a prévu un goûter. "},
      {"shift_jis", "昨日の夜、町の人々は広場に集まり、川にかかる新しい橋と古い学校について話し合いました。"},
      {"euc-jp", "昨日の夜、町の人々は広場に集まり、川にかかる新しい橋と古い学校について話し合いました。"},
      {"gb18030", "昨天晚上，居民们聚集在广场上，讨论河上的新桥和旧学校的未来。市长说今年就会开工。"},
      {"big5", "昨天晚上，居民們聚集在廣場上，討論河上的新橋和舊學校的未來。市長說今年就會開工。"},
      {"euc-kr", "어제 저녁 주민들은 광장에 모여 강 위의 새 다리와 오래된 학교에 대해 이야기했다. 시장은 올해 공사를 시작한다고 말했다."},
      {"windows-1256", "اجتمع سكان المدينة مساء أمس في الساحة لمناقشة الجسر الجديد فوق النهر والمدرسة القديمة. "},
      {"iso-8859-7", "Χθες το βράδυ οι κάτοικοι της πόλης συγκεντρώθηκαν στην πλατεία για να συζητήσουν τη νέα γέφυρα. "},
  }));
  const std::string bytes = encoded(text, encoding);
  CAPTURE(encoding);
  const Decoded decoded = decode_html("<html><body><p class=\"story\">" + repeated(bytes + "</p><p>", 4), "");
  CHECK(decoded.charset == encoding);
  CHECK(decoded.text == "<html><body><p class=\"story\">" + repeated(text + "</p><p>", 4));
}
