// Abbreviations are not unique: those listed are read as the press writes them. "ET", "PT" and the like follow daylight
// saving and are looked up as zones.
#include "indexer/extract/dates/zone_names.hpp"

#include <unicode/timezone.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <memory>
#include <string>

#include "common/date.hpp"

namespace backfile::dates {
namespace {

struct FixedZone {
  std::string_view name;
  std::int16_t minutes;
};

constexpr FixedZone fixed_zones[] = {
    {"acdt", 630}, {"acst", 570}, {"adt", -180}, {"aedt", 660}, {"aest", 600}, {"akdt", -480}, {"akst", -540},
    {"awst", 480}, {"brt", -180}, {"cat", 120},  {"cdt", -300}, {"cest", 120}, {"cet", 60},    {"clst", -180},
    {"cot", -300}, {"eat", 180},  {"edt", -240}, {"eest", 180}, {"eet", 120},  {"est", -300},  {"gmt", 0},
    {"gst", 240},  {"hkt", 480},  {"hst", -600}, {"jst", 540},  {"kst", 540},  {"mdt", -360},  {"mesz", 120},
    {"mez", 60},   {"msk", 180},  {"mst", -420}, {"nzdt", 780}, {"nzst", 720}, {"pdt", -420},  {"pht", 480},
    {"pkt", 300},  {"pst", -480}, {"sast", 120}, {"sgt", 480},  {"trt", 180},  {"utc", 0},     {"wat", 60},
    {"west", 60},  {"wet", 0},    {"wib", 420},  {"wit", 540},  {"wita", 480}, {"z", 0},
};

struct NamedZone {
  std::string_view name, zone;
};

constexpr NamedZone named_zones[] = {
    {"aet", "Australia/Sydney"}, {"brasilia", "America/Sao_Paulo"}, {"bst", "Europe/London"},
    {"ct", "America/Chicago"},   {"et", "America/New_York"},        {"hkst", "Asia/Hong_Kong"},
    {"mt", "America/Denver"},    {"nzt", "Pacific/Auckland"},       {"pt", "America/Los_Angeles"},
};

// "co", "la" and "me" are used as generic domains and left out; of Brazil and Mexico the zone of most papers.
constexpr NamedZone country_zones[] = {
    {"ae", "Asia/Dubai"},
    {"al", "Europe/Tirane"},
    {"am", "Asia/Yerevan"},
    {"ar", "America/Argentina/Buenos_Aires"},
    {"at", "Europe/Vienna"},
    {"az", "Asia/Baku"},
    {"ba", "Europe/Sarajevo"},
    {"bd", "Asia/Dhaka"},
    {"be", "Europe/Brussels"},
    {"bg", "Europe/Sofia"},
    {"bo", "America/La_Paz"},
    {"br", "America/Sao_Paulo"},
    {"bw", "Africa/Gaborone"},
    {"by", "Europe/Minsk"},
    {"ch", "Europe/Zurich"},
    {"ci", "Africa/Abidjan"},
    {"cl", "America/Santiago"},
    {"cn", "Asia/Shanghai"},
    {"cr", "America/Costa_Rica"},
    {"cu", "America/Havana"},
    {"cy", "Asia/Nicosia"},
    {"cz", "Europe/Prague"},
    {"de", "Europe/Berlin"},
    {"dk", "Europe/Copenhagen"},
    {"do", "America/Santo_Domingo"},
    {"dz", "Africa/Algiers"},
    {"ec", "America/Guayaquil"},
    {"ee", "Europe/Tallinn"},
    {"eg", "Africa/Cairo"},
    {"es", "Europe/Madrid"},
    {"et", "Africa/Addis_Ababa"},
    {"fi", "Europe/Helsinki"},
    {"fr", "Europe/Paris"},
    {"ge", "Asia/Tbilisi"},
    {"gh", "Africa/Accra"},
    {"gr", "Europe/Athens"},
    {"gt", "America/Guatemala"},
    {"hk", "Asia/Hong_Kong"},
    {"hn", "America/Tegucigalpa"},
    {"hr", "Europe/Zagreb"},
    {"hu", "Europe/Budapest"},
    {"ie", "Europe/Dublin"},
    {"il", "Asia/Jerusalem"},
    {"in", "Asia/Kolkata"},
    {"iq", "Asia/Baghdad"},
    {"ir", "Asia/Tehran"},
    {"is", "Atlantic/Reykjavik"},
    {"it", "Europe/Rome"},
    {"jo", "Asia/Amman"},
    {"jp", "Asia/Tokyo"},
    {"ke", "Africa/Nairobi"},
    {"kh", "Asia/Phnom_Penh"},
    {"kr", "Asia/Seoul"},
    {"kw", "Asia/Kuwait"},
    {"lb", "Asia/Beirut"},
    {"lk", "Asia/Colombo"},
    {"ls", "Africa/Maseru"},
    {"lt", "Europe/Vilnius"},
    {"lu", "Europe/Luxembourg"},
    {"lv", "Europe/Riga"},
    {"ma", "Africa/Casablanca"},
    {"md", "Europe/Chisinau"},
    {"mk", "Europe/Skopje"},
    {"mm", "Asia/Yangon"},
    {"mt", "Europe/Malta"},
    {"mx", "America/Mexico_City"},
    {"my", "Asia/Kuala_Lumpur"},
    {"na", "Africa/Windhoek"},
    {"ng", "Africa/Lagos"},
    {"ni", "America/Managua"},
    {"nl", "Europe/Amsterdam"},
    {"no", "Europe/Oslo"},
    {"np", "Asia/Kathmandu"},
    {"nz", "Pacific/Auckland"},
    {"pa", "America/Panama"},
    {"pe", "America/Lima"},
    {"ph", "Asia/Manila"},
    {"pk", "Asia/Karachi"},
    {"pl", "Europe/Warsaw"},
    {"pr", "America/Puerto_Rico"},
    {"pt", "Europe/Lisbon"},
    {"py", "America/Asuncion"},
    {"qa", "Asia/Qatar"},
    {"ro", "Europe/Bucharest"},
    {"rs", "Europe/Belgrade"},
    {"rw", "Africa/Kigali"},
    {"sa", "Asia/Riyadh"},
    {"se", "Europe/Stockholm"},
    {"sg", "Asia/Singapore"},
    {"si", "Europe/Ljubljana"},
    {"sk", "Europe/Bratislava"},
    {"sn", "Africa/Dakar"},
    {"sv", "America/El_Salvador"},
    {"th", "Asia/Bangkok"},
    {"tn", "Africa/Tunis"},
    {"tr", "Europe/Istanbul"},
    {"tw", "Asia/Taipei"},
    {"tz", "Africa/Dar_es_Salaam"},
    {"ua", "Europe/Kyiv"},
    {"ug", "Africa/Kampala"},
    {"uk", "Europe/London"},
    {"uy", "America/Montevideo"},
    {"ve", "America/Caracas"},
    {"vn", "Asia/Ho_Chi_Minh"},
    {"za", "Africa/Johannesburg"},
    {"zm", "Africa/Lusaka"},
    {"zw", "Africa/Harare"},
};

struct WideCountry {
  std::string_view name;
  std::string_view zones[2];
};

// Countries without one zone for most papers: where most are, and the far end.
constexpr WideCountry wide_countries[] = {
    {"au", {"Australia/Sydney", "Australia/Perth"}},
    {"ca", {"America/Toronto", "America/Vancouver"}},
    {"us", {"America/New_York", "America/Los_Angeles"}},
};

template <typename Row, std::size_t size>
const Row* find_row(const Row (&table)[size], std::string_view name) {
  const auto found = std::ranges::lower_bound(table, name, {}, &Row::name);
  return found != std::end(table) && found->name == name ? found : nullptr;
}

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

}  // namespace

std::optional<std::int16_t> parse_offset(std::string_view text) {
  if (text == "Z" || text == "z") return std::int16_t{0};
  if (text.size() < 2 || (text[0] != '+' && text[0] != '-')) return std::nullopt;
  int digits[4] = {0, 0, 0, 0};
  int count = 0;
  for (const char c : text.substr(1)) {
    if (c == ':' && (count == 1 || count == 2)) {
      if (count == 1) digits[1] = digits[0], digits[0] = 0, count = 2;
      continue;
    }
    if (!is_digit(c) || count == 4) return std::nullopt;
    digits[count++] = c - '0';
  }
  if (count == 1) digits[1] = digits[0], digits[0] = 0, count = 2;
  if (count == 3) return std::nullopt;
  const int hours = digits[0] * 10 + digits[1], minutes = digits[2] * 10 + digits[3];
  if (minutes % 15 != 0 || minutes >= 60 || hours > 14) return std::nullopt;
  const int total = (text[0] == '-' ? -1 : 1) * (hours * 60 + minutes);
  if (total < -12 * 60 || total > 14 * 60) return std::nullopt;
  return static_cast<std::int16_t>(total);
}

std::optional<std::int16_t> offset_of_zone(std::string_view zone, const PartialDate& local) {
  if (zone.empty() || zone.size() > 64) return std::nullopt;
  if (const auto fixed = parse_offset(zone)) return fixed;
  const std::unique_ptr<icu::TimeZone> rules(
      icu::TimeZone::createTimeZone(icu::UnicodeString(zone.data(), static_cast<std::int32_t>(zone.size()), US_INV)));
  if (!rules || *rules == icu::TimeZone::getUnknown()) return std::nullopt;
  PartialDate as_utc = local;
  as_utc.offset_minutes.reset();
  std::int32_t raw = 0, saving = 0;
  UErrorCode status = U_ZERO_ERROR;
  rules->getOffset(static_cast<UDate>(earliest_instant(as_utc)) * 1000.0, true, raw, saving, status);
  if (U_FAILURE(status)) return std::nullopt;
  return static_cast<std::int16_t>((raw + saving) / 60'000);
}

std::optional<std::int16_t> offset_of_abbreviation(std::string_view folded, const PartialDate& local,
                                                   std::string_view language) {
  if (const auto* fixed = find_row(fixed_zones, folded)) return fixed->minutes;
  if (const auto* named = find_row(named_zones, folded)) return offset_of_zone(named->zone, local);
  // "IST" is India's, Israel's and Ireland's: by far most often India's, unless the page is in Hebrew or Irish.
  if (folded == "ist") {
    if (language.starts_with("he")) return offset_of_zone("Asia/Jerusalem", local);
    if (language.starts_with("ga") || language == "en-IE") return offset_of_zone("Europe/Dublin", local);
    return std::int16_t{330};
  }
  return std::nullopt;
}

std::string_view zone_of_country(std::string_view top_level_domain) {
  const auto* row = find_row(country_zones, top_level_domain);
  return row ? row->zone : std::string_view();
}

std::vector<std::string_view> zones_of_country(std::string_view top_level_domain) {
  if (const auto* wide = find_row(wide_countries, top_level_domain)) return {std::begin(wide->zones), std::end(wide->zones)};
  const std::string_view zone = zone_of_country(top_level_domain);
  return zone.empty() ? std::vector<std::string_view>() : std::vector{zone};
}

void apply_default_zone(PartialDate& date, std::string_view zone) {
  if (date.has_time() && !date.offset_minutes && !zone.empty()) date.offset_minutes = offset_of_zone(zone, date);
}

}  // namespace backfile::dates
