// Axes of charts, and text within XML.
#include "searcher/cli/chart_axes.hpp"

#include "common/date.hpp"
#include "searcher/cli/xml_text.hpp"
#include "tests/support/catch.hpp"

using namespace backfile;
using namespace backfile::cli;

TEST_CASE("a value axis has about five round steps that reach the largest value") {
  const auto [most, least, top, step] = GENERATE(table<double, double, double, double>({
      {0, 1, 1, 1}, {1, 1, 1, 1}, {3, 1, 3, 1}, {5, 1, 5, 1}, {7, 1, 8, 2}, {99, 1, 100, 20}, {101, 1, 150, 50}, {12'345, 1, 15'000, 5'000},
      {.37, 1e-4, .4, .1}, {100, 1e-4, 100, 20},
  }));
  CAPTURE(most);
  const ValueAxis axis = value_axis(most, least);
  CHECK(axis.top == Approx(top));
  CHECK(axis.step == Approx(step));
}

TEST_CASE("numbers on an axis have the decimals of its steps") {
  const auto [value, step, text] = GENERATE(table<double, double, std::string>({
      {0, 1, "0"}, {1'234'567, 1, "1,234,567"}, {999, 1, "999"}, {1000, 500, "1,000"}, {.5, .1, "0.5"}, {.25, .05, "0.25"}, {20, 20, "20"},
  }));
  CHECK(axis_number(value, step) == text);
}

namespace {

std::vector<PartialDate> periods(Field unit, const std::string& first, std::size_t count) {
  std::vector<PartialDate> all{*parse_iso_date(first)};
  while (all.size() < count) {
    PartialDate next = all.back();
    if (unit == Field::day) {
      next = civil_from_days(first_day(next) + 1);
    } else if (unit == Field::year || next.month == 12) {
      ++next.year;
      if (unit == Field::month) next.month = 1;
    } else {
      ++next.month;
    }
    all.push_back(next);
  }
  return all;
}

std::string spelled(const std::vector<TimeTick>& ticks) {
  std::string out;
  for (const TimeTick& tick : ticks) out += (out.empty() ? "" : " ") + std::to_string(tick.period) + (tick.label.empty() ? "" : "=" + tick.label);
  return out;
}

}  // namespace

TEST_CASE("a time axis names years, and months where there is room") {
  struct Case {
    Field unit;
    std::string first;
    std::size_t count;
    std::string ticks;
  };
  const auto c = GENERATE(values<Case>({
      {Field::month, "2024-11", 4, "0=Nov 1=Dec 2=2025 3=Feb"},
      {Field::month, "2024-03", 3, "0=Mar 2024 1=Apr 2=May"},
      {Field::month, "2009-12", 61, "1=2010 4=Apr 7=Jul 10=Oct 13=2011 16=Apr 19=Jul 22=Oct 25=2012 28=Apr 31=Jul 34=Oct 37=2013 40=Apr 43=Jul 46=Oct 49=2014 52=Apr 55=Jul 58=Oct"},
      {Field::month, "2000-01", 600, "0=2000 12 24 36 48 60=2005 72 84 96 108 120=2010 132 144 156 168 180=2015 192 204 216 228 240=2020 252 264 276 288 "
                                     "300=2025 312 324 336 348 360=2030 372 384 396 408 420=2035 432 444 456 468 480=2040 492 504 516 528 540=2045 552 564 576 588"},
      {Field::year, "1998", 4, "0=1998 1=1999 2=2000 3=2001"},
      {Field::day, "2025-01-30", 5, "0=2025-01-30 2=Feb"},
      {Field::day, "2024-12-20", 40, "12=2025"},
  }));
  CHECK(spelled(time_ticks(c.unit, periods(c.unit, c.first, c.count), 860)) == c.ticks);
}

TEST_CASE("text within XML is escaped, and holds nothing that XML cannot hold") {
  CHECK(xml_text("a<b> & \"c\" 'd'\n\x01\x1b[2J\xc2\x85 \xef\xbf\xbf.") == "a&lt;b&gt; &amp; &quot;c&quot; &#39;d&#39; [2J .");
  CHECK(xml_text("\xff") == "\xef\xbf\xbd");
}
