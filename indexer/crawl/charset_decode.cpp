// Decoding through ICU with the meanings of the WHATWG Encoding standard. Single-byte encodings are read once from ICU into a
// table of 256 texts: old archives are mostly windows-1252, and the table is ten times as fast as the converter.
#include <unicode/ucnv.h>
#include <unicode/ucnv_cb.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <array>
#include <map>
#include <memory>
#include <mutex>
#include <stdexcept>

#include "indexer/crawl/charset_steps.hpp"

namespace backfile {
namespace {

constexpr std::string_view replacement = "\xef\xbf\xbd";

struct CloseConverter {
  void operator()(UConverter* c) const noexcept { ucnv_close(c); }
};
using Converter = std::unique_ptr<UConverter, CloseConverter>;

/// Where ICU knows a WHATWG encoding under another name, or means something else by its own.
std::string icu_name(std::string_view encoding) {
  constexpr std::array names = std::to_array<std::pair<std::string_view, std::string_view>>({
      {"gbk", "gb18030"},             // the standard's gbk decoder is gb18030's
      {"big5", "big5-hkscs"},         // the standard's index includes Hong Kong's characters
      {"euc-kr", "windows-949"},      // with the syllables that KS X 1001 lacks
      {"shift_jis", "ibm-943_P15A-2003"},  // with NEC's and IBM's characters, and a backslash at 5C
      {"iso-2022-jp", "ISO_2022,locale=ja,version=3"},  // with half-width katakana
      {"iso-8859-8-i", "iso-8859-8"},
  });
  const auto* other = std::ranges::find(names, encoding, [](const auto& name) { return name.first; });
  return std::string(other == names.end() ? encoding : other->second);
}

/// One U+FFFD for what cannot be read: some of ICU's tables would give U+001A. `euro_at_80`: the standard's gb18030 decoder reads
/// the lone byte 80 as the euro sign, as Windows writes it.
void write_replacement(const void* euro_at_80, UConverterToUnicodeArgs* args, const char* bytes, int32_t size, UConverterCallbackReason reason,
                       UErrorCode* status) {
  if (reason > UCNV_IRREGULAR) return;
  *status = U_ZERO_ERROR;
  const UChar mark = euro_at_80 != nullptr && size == 1 && bytes[0] == '\x80' ? 0x20ac : 0xfffd;
  ucnv_cbToUWriteUChars(args, &mark, 1, 0, status);
}

Converter open_converter(std::string_view encoding) {
  UErrorCode status = U_ZERO_ERROR;
  const std::string name = icu_name(encoding);
  Converter converter(ucnv_open(name.c_str(), &status));
  const void* const euro_at_80 = name == "gb18030" ? converter.get() : nullptr;
  if (U_SUCCESS(status)) ucnv_setToUCallBack(converter.get(), write_replacement, euro_at_80, nullptr, nullptr, &status);
  if (U_FAILURE(status)) throw std::runtime_error("ICU has no converter for " + std::string(encoding));
  return converter;
}

void append_code_point(std::string& out, UChar32 c) {
  std::array<char, U8_MAX_LENGTH> bytes;
  std::int32_t size = 0;
  U8_APPEND_UNSAFE(bytes.data(), size, c);
  out.append(bytes.data(), static_cast<std::size_t>(size));
}

/// UTF-16 from ICU to UTF-8; NUL and lone surrogates become U+FFFD.
void append_utf16(LegacyText& out, const UChar* begin, const UChar* end) {
  while (begin != end) {
    UChar32 c = *begin++;
    if (U16_IS_LEAD(c) && begin != end && U16_IS_TRAIL(*begin)) c = U16_GET_SUPPLEMENTARY(c, *begin++);
    if (c == 0 || U_IS_SURROGATE(c)) c = 0xfffd;
    if (c == 0xfffd) ++out.replaced;
    append_code_point(out.text, c);
  }
}

LegacyText decode_with_icu(std::string_view bytes, std::string_view encoding) {
  const Converter converter = open_converter(encoding);
  LegacyText out;
  out.text.reserve(bytes.size() + bytes.size() / 2);
  std::array<UChar, 4096> buffer;
  const char* from = bytes.data();
  const char* const end = from + bytes.size();
  while (true) {
    UErrorCode status = U_ZERO_ERROR;
    UChar* to = buffer.data();
    ucnv_toUnicode(converter.get(), &to, buffer.data() + buffer.size(), &from, end, nullptr, 1, &status);
    // A surrogate pair must not be split between two rounds.
    const bool split = status == U_BUFFER_OVERFLOW_ERROR && to != buffer.data() && U16_IS_LEAD(to[-1]);
    append_utf16(out, buffer.data(), split ? to - 1 : to);
    if (status != U_BUFFER_OVERFLOW_ERROR) return out;
    if (split) {
      UChar tail[2] = {to[-1], 0};
      UChar* at = tail + 1;
      status = U_ZERO_ERROR;
      ucnv_toUnicode(converter.get(), &at, tail + 2, &from, end, nullptr, 1, &status);
      append_utf16(out, tail, at);
      if (status != U_BUFFER_OVERFLOW_ERROR) return out;
    }
  }
}

using SingleByteTable = std::array<std::string, 256>;

bool is_single_byte(std::string_view encoding) {
  constexpr std::array others = std::to_array<std::string_view>(
      {"gbk", "gb18030", "big5", "euc-jp", "iso-2022-jp", "shift_jis", "euc-kr", "utf-16le", "utf-16be", "utf-8", "replacement"});
  return std::ranges::find(others, encoding) == others.end();
}

/// ICU 72 has no ISO-8859-16 (Romanian): ISO-8859-2 with these at the places named.
void patch_iso_8859_16(SingleByteTable& table) {
  constexpr std::u16string_view upper_half =
      u"\u00a0\u0104\u0105\u0141\u20ac\u201e\u0160\u00a7\u0161\u00a9\u0218\u00ab\u0179\u00ad\u017a\u017b"
      u"\u00b0\u00b1\u010c\u0142\u017d\u201d\u00b6\u00b7\u017e\u010d\u0219\u00bb\u0152\u0153\u0178\u017c"
      u"\u00c0\u00c1\u00c2\u0102\u00c4\u0106\u00c6\u00c7\u00c8\u00c9\u00ca\u00cb\u00cc\u00cd\u00ce\u00cf"
      u"\u0110\u0143\u00d2\u00d3\u00d4\u0150\u00d6\u015a\u0170\u00d9\u00da\u00db\u00dc\u0118\u021a\u00df"
      u"\u00e0\u00e1\u00e2\u0103\u00e4\u0107\u00e6\u00e7\u00e8\u00e9\u00ea\u00eb\u00ec\u00ed\u00ee\u00ef"
      u"\u0111\u0144\u00f2\u00f3\u00f4\u0151\u00f6\u015b\u0171\u00f9\u00fa\u00fb\u00fc\u0119\u021b\u00ff";
  for (std::size_t i = 0; i < upper_half.size(); ++i) {
    table[0xa0 + i].clear();
    append_code_point(table[0xa0 + i], upper_half[i]);
  }
}

SingleByteTable read_table(std::string_view encoding) {
  SingleByteTable table;
  const bool romanian = encoding == "iso-8859-16", user_defined = encoding == "x-user-defined";
  const Converter converter = open_converter(romanian ? "iso-8859-2" : user_defined ? "windows-1252" : encoding);
  for (int byte = 0; byte < 256; ++byte) {
    const char c = static_cast<char>(byte);
    std::array<UChar, 4> to{};
    UErrorCode status = U_ZERO_ERROR;
    ucnv_reset(converter.get());
    const std::int32_t size = ucnv_toUChars(converter.get(), to.data(), 4, &c, 1, &status);
    UChar32 meaning = U_SUCCESS(status) && size == 1 ? to[0] : 0xfffd;
    const bool is_private = meaning >= 0xe000 && meaning <= 0xf8ff && encoding != "macintosh";
    if (byte >= 0x80 && byte < 0xa0 && meaning == 0xfffd) meaning = byte;  // the standard keeps C1 controls where nothing else stands
    if (byte == 0 || is_private) meaning = 0xfffd;
    if (user_defined && byte >= 0x80) meaning = 0xf780 + byte - 0x80;
    append_code_point(table[static_cast<std::size_t>(byte)], meaning);
  }
  if (romanian) patch_iso_8859_16(table);
  return table;
}

/// Tables are made on first use and kept: there are 30 of them.
const SingleByteTable& single_byte_table(std::string_view encoding) {
  static std::mutex mutex;
  static std::map<std::string, std::unique_ptr<const SingleByteTable>, std::less<>> tables;
  const std::scoped_lock lock(mutex);
  auto known = tables.find(encoding);
  if (known == tables.end())
    known = tables.emplace(std::string(encoding), std::make_unique<const SingleByteTable>(read_table(encoding))).first;
  return *known->second;
}

LegacyText decode_with_table(std::string_view bytes, const SingleByteTable& table) {
  LegacyText out;
  out.text.reserve(bytes.size() + bytes.size() / 4);
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x80 && byte != 0) {
      out.text += c;
      continue;
    }
    const std::string& meaning = table[byte];
    if (meaning == replacement) ++out.replaced;
    out.text += meaning;
  }
  return out;
}

}  // namespace

LegacyText decode_legacy(std::string_view bytes, std::string_view encoding) {
  if (is_single_byte(encoding)) return decode_with_table(bytes, single_byte_table(encoding));
  return decode_with_icu(bytes, encoding);
}

}  // namespace backfile
