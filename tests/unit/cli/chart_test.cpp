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
  for (const TimeTick& tick : ticks) out += (out.empty() ? "" : " ") + std::to_string(tick.period) + (tick.label.empty() ? "" : "=" + tick.label) + (tick.group.empty() ? "" : "/" + tick.group);
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
      {Field::month, "2024-11", 4, "0=Nov/2024 1=Dec 2=Jan/2025 3=Feb"},
      {Field::month, "2024-03", 3, "0=Mar/2024 1=Apr 2=May"},
      {Field::month, "2009-12", 61, "0 1=Jan/2010 4=Apr 7=Jul 10=Oct 13=Jan/2011 16=Apr 19=Jul 22=Oct 25=Jan/2012 28=Apr 31=Jul 34=Oct 37=Jan/2013 40=Apr 43=Jul 46=Oct 49=Jan/2014 52=Apr 55=Jul 58=Oct"},
      {Field::month, "2000-01", 600, "0=2000 12 24 36 48 60=2005 72 84 96 108 120=2010 132 144 156 168 180=2015 192 204 216 228 240=2020 252 264 276 288 "
                                     "300=2025 312 324 336 348 360=2030 372 384 396 408 420=2035 432 444 456 468 480=2040 492 504 516 528 540=2045 552 564 576 588"},
      {Field::year, "1998", 4, "0=1998 1=1999 2=2000 3=2001"},
      {Field::day, "2025-01-30", 5, "0=30/Jan 2025 1=31 2=1/Feb 2025 3=2 4=3"},
      {Field::day, "2024-12-20", 40, "0/Dec 2024 1=21 3=23 5=25 7=27 9=29 12=1/Jan 2025 14=3 16=5 18=7 20=9 22=11 24=13 26=15 28=17 30=19 32=21 34=23 36=25 38=27"},
      {Field::day, "2024-01-20", 90, "0=20/Jan 2024 5=25 12=1/Feb 2024 16=5 21=10 26=15 31=20 36=25 41=1/Mar 2024 45=5 50=10 55=15 60=20 65=25 72=1/Apr 2024 76=5 81=10 86=15"},
      {Field::day, "2023-12-31", 120, "0 1=1/Jan 2024 5=5 10=10 15=15 20=20 25=25 32=1/Feb 2024 36=5 41=10 46=15 51=20 56=25 61=1/Mar 2024 65=5 70=10 75=15 80=20 85=25 92=1/Apr 2024 96=5 101=10 106=15 111=20 116=25"},
      {Field::year, "1851", 170, "9=1860 19=1870 29=1880 39=1890 49=1900 59=1910 69=1920 79=1930 89=1940 99=1950 109=1960 119=1970 129=1980 139=1990 149=2000 159=2010 169=2020"},
      {Field::month, "1851-01", 2040, "108=1860 228=1870 348=1880 468=1890 588=1900 708=1910 828=1920 948=1930 1068=1940 1188=1950 1308=1960 1428=1970 1548=1980 1668=1990 1788=2000 1908=2010 2028=2020"},
      {Field::day, "2023-01-01", 730, "0=Jan/2023 31=Feb 59=Mar 90=Apr 120=May 151=Jun 181=Jul 212=Aug 243=Sep 273=Oct 304=Nov 334=Dec 365=Jan/2024 396=Feb 425=Mar 456=Apr 486=May 517=Jun 547=Jul 578=Aug 609=Sep 639=Oct 670=Nov 700=Dec"},
  }));
  CHECK(spelled(time_ticks(c.unit, periods(c.unit, c.first, c.count), 860)) == c.ticks);
}

TEST_CASE("text within XML is escaped, and holds nothing that XML cannot hold") {
  CHECK(xml_text("a<b> & \"c\" 'd'\n\x01\x1b[2J\xc2\x85 \xef\xbf\xbf.") == "a&lt;b&gt; &amp; &quot;c&quot; &#39;d&#39; [2J .");
  CHECK(xml_text("\xff") == "\xef\xbf\xbd");
}
