// The cost of the text analysis per word: ASCII and accented Latin, Cyrillic, and scripts that need dictionaries. "words/s" is the
// figure; the reach for Latin text is ten million.
#include <string>

#include <benchmark/benchmark.h>

#include "common/text.hpp"

namespace {

using namespace backfile;

constexpr std::string_view english =
    "The harbour authority said on Tuesday that the ferry line between the two islands would reopen in spring, a year after the "
    "storm of 14 March closed it. \"We don't expect delays,\" its director told reporters; the repairs cost 3.2 million pounds "
    "and the island's council paid half of them. Co-operation with the U.S. builder went well. ";
constexpr std::string_view german =
    "Die Hafenbehörde teilte am Dienstag mit, dass die Fähre zwischen den beiden Inseln im Frühjahr wieder fährt, ein Jahr "
    "nachdem der Sturm vom 14. März sie gestoppt hatte. Größere Verzögerungen erwarte man nicht, sagte der Geschäftsführer. ";
constexpr std::string_view russian =
    "Портовые власти сообщили во вторник, что паромная линия между двумя островами откроется весной, через год после шторма, "
    "который её закрыл. Ремонт обошёлся в 3,2 миллиона рублей, половину заплатил местный совет. ";
constexpr std::string_view hindi =
    "बंदरगाह प्राधिकरण ने मंगलवार को कहा कि दोनों द्वीपों के बीच नौका सेवा वसंत में फिर से शुरू होगी, तूफ़ान के एक वर्ष बाद। ";
constexpr std::string_view japanese =
    "港湾当局は火曜日、二つの島を結ぶフェリーの航路が春に再開すると発表した。三月の嵐で航路が閉鎖されてから一年になる。"
    "修理費は約三億円で、島の議会が半分を負担した。";
constexpr std::string_view thai = "การท่าเรือแจ้งเมื่อวันอังคารว่าเส้นทางเรือข้ามฟากระหว่างสองเกาะจะเปิดอีกครั้งในฤดูใบไม้ผลิ ";

std::string repeated(std::string_view text) {
  std::string out;
  while (out.size() < 64 * 1024) out += text;
  return out;
}

void count_words(benchmark::State& state, std::string_view sample) {
  const std::string text = repeated(sample);
  std::size_t words = 0, bytes = 0;
  for (auto _ : state) {
    for_each_word(text, [&](const Word& word) {
      ++words;
      bytes += word.exact.size();
    });
  }
  benchmark::DoNotOptimize(bytes);
  state.counters["words/s"] = benchmark::Counter(static_cast<double>(words), benchmark::Counter::kIsRate);
  state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations() * text.size()));
}

void stem_words(benchmark::State& state, std::string_view sample, std::string_view language) {
  const std::string text = repeated(sample);
  Stemmer stemmer(language);
  std::size_t words = 0, bytes = 0;
  for (auto _ : state) {
    for_each_word(text, [&](const Word& word) {
      ++words;
      bytes += stemmer.stem(word).size();
    });
  }
  benchmark::DoNotOptimize(bytes);
  state.counters["words/s"] = benchmark::Counter(static_cast<double>(words), benchmark::Counter::kIsRate);
}

BENCHMARK_CAPTURE(count_words, english, english);
BENCHMARK_CAPTURE(count_words, german, german);
BENCHMARK_CAPTURE(count_words, russian, russian);
BENCHMARK_CAPTURE(count_words, hindi, hindi);
BENCHMARK_CAPTURE(count_words, japanese, japanese);
BENCHMARK_CAPTURE(count_words, thai, thai);
BENCHMARK_CAPTURE(stem_words, english, english, "en");
BENCHMARK_CAPTURE(stem_words, german, german, "de");

}  // namespace
