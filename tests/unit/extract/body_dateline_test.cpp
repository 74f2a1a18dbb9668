#include "indexer/extract/body/dateline.hpp"

#include <string>

#include "tests/support/catch.hpp"

using namespace backfile;

namespace {
struct Case {
  std::string name, paragraph, place;
};
}  // namespace

TEST_CASE("the dateline of a first paragraph is its place alone") {
  const auto c = GENERATE(values<Case>({
      {"capitals and an em dash", "PORT ELLERY \u2014 The crews voted.", "PORT ELLERY"},
      {"an em dash without spaces", "PORT ELLERY\u2014The crews voted.", "PORT ELLERY"},
      {"agency and hyphen", "BERLIN (AFP) - Der Rat tagt.", "BERLIN"},
      {"mixed case with date and agency", "Paris, 4 mai (Reuters) \u2013 Le conseil", "Paris"},
      {"date of two words", "KATHMANDU, April 25 (Reuters) - The", "KATHMANDU"},
      {"a region stays", "AUSTIN, Texas (AP) \u2014 The", "AUSTIN, Texas"},
      {"date alone", "PUTRAJAYA, Nov 22 \u2014 Private", "PUTRAJAYA"},
      {"two hyphens", "LAGOS (AP) -- The", "LAGOS"},
      {"two places", "BEIRUT/THE HAGUE, March 7 (Reuters) - An", "BEIRUT/THE HAGUE"},
      {"Cyrillic capitals", "\u041c\u041e\u0421\u041a\u0412\u0410 \u2014 \u0421\u043e\u0432\u0435\u0442.", "\u041c\u041e\u0421\u041a\u0412\u0410"},
      {"Japanese brackets", "\u3010\u5317\u4eac\uff1d\u5c71\u7530\u3011\u4f1a\u8b70", "\u5317\u4eac"},
      {"mixed case without evidence is no dateline", "However \u2014 and this matters", ""},
      {"an aside later in the sentence is no dateline", "The mayor, 54 (and counting) \u2014 said", ""},
      {"a date with an article", "Lyon, le 4 mai \u2013 Le conseil vote.", "Lyon"},
      {"a year in a phrase is no date", "By Tuesday's count, in 2019 \u2014 the last", ""},
      {"a correspondent's place", "DAL NOSTRO INVIATO A PORTO VECCHIO \u2014 Il consiglio vota.", "PORTO VECCHIO"},
      {"a place that begins like one who was sent", "DE PANNE \u2014 De raad stemt.", "DE PANNE"},
      {"an abbreviation that is explained", "VAT \u2014 value added tax", ""},
      {"no dash", "BERLIN is cold.", ""},
      {"a sentence before the dash", "It rained. NOBODY \u2014 came", ""},
      {"nothing", "", ""},
  }));
  CAPTURE(c.name);
  CHECK(dateline_of(c.paragraph) == c.place);
}
