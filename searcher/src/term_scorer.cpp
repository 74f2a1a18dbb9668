#include "searcher/src/term_scorer.hpp"

#include <cmath>
#include <functional>
#include <queue>
#include <vector>

namespace backfile {

TermScorer::TermScorer(const Xapian::Database& merged, std::size_t words) : merged_(merged), parameters_(ranking_parameters(words)) {
  const double documents = merged.get_doccount();
  const double mean_length = static_cast<double>(merged.get_total_length()) / documents;
  length_factor_ = mean_length == 0 ? 0 : 1 / mean_length;
}

double TermScorer::term_weight(const std::string& term) const { return weight_of_frequency(merged_.get_termfreq(term)); }

double TermScorer::synonym_weight(std::span<const std::string> terms) const {
  const double documents = merged_.get_doccount();
  std::priority_queue<double, std::vector<double>, std::greater<>> frequencies;  // the least two are joined first
  for (const std::string& term : terms) frequencies.push(merged_.get_termfreq(term));
  const auto next = [&] {
    const double least = frequencies.top();
    frequencies.pop();
    return least;
  };
  while (frequencies.size() > 1) {
    const double a = next(), b = next();
    frequencies.push(std::floor(a + b - a * b / documents + 0.5));
  }
  return weight_of_frequency(frequencies.top());
}

double TermScorer::weight_of_frequency(double frequency) const {
  double odds = (merged_.get_doccount() - frequency + 0.5) / (frequency + 0.5);
  if (odds < 2) odds = odds * 0.5 + 1;
  return std::log(odds) * (parameters_.k1 + 1);
}

}  // namespace backfile
