// Myers' middle snakes: the shortest path of changes through the grid of both sequences is searched from both corners at once; where the
// searches meet, the grid is cut in two, and each half is searched anew. A diagonal k holds the points with x - y = k.
#include "searcher/src/word_diff.hpp"

#include <algorithm>
#include <optional>

namespace backfile {
namespace {

using Tokens = std::span<const std::uint32_t>;
using Number = std::ptrdiff_t;

constexpr Number unreached = -1;

struct Point {
  Number x = 0, y = 0;
};

/// One search for the middle of a path, over sequences that are not empty and differ in their first and last tokens.
class MiddleSearch {
 public:
  MiddleSearch(Tokens a, Tokens b, std::uint64_t& work)
      : a_(a), b_(b), n_(std::ssize(a)), m_(std::ssize(b)), work_(work), forward_(a.size() + b.size() + 3, unreached), backward_(forward_) {}

  /// A point on a shortest path, with changes on both sides of it; nullopt when the work was used up.
  std::optional<Point> run() {
    const Number delta = n_ - m_;
    const bool odd = delta % 2 != 0;
    for (Number d = 0;; ++d) {
      for (Number k = lowest(d); k <= highest(d); k += 2) {
        const Number x = step_forward(d, k);
        if (x == unreached) continue;
        const Number met = backward(k);
        if (odd && met != unreached && x >= met) return Point{x, x - k};
      }
      for (Number k = std::max(delta - d, -m_ + ((delta - d + m_) & 1)); k <= std::min(delta + d, n_); k += 2) {
        const Number x = step_backward(d, k);
        if (x == unreached) continue;
        const Number met = forward(k);
        if (!odd && met != unreached && met >= x) return Point{x, x - k};
      }
      if (work_ == 0) return std::nullopt;
    }
  }

 private:
  [[nodiscard]] Number lowest(Number d) const { return std::max(-d, -m_ + ((m_ - d) & 1)); }
  [[nodiscard]] Number highest(Number d) const { return std::min(d, n_); }
  Number& forward(Number k) { return forward_[static_cast<std::size_t>(k + m_ + 1)]; }
  Number& backward(Number k) { return backward_[static_cast<std::size_t>(k + m_ + 1)]; }
  void spend() { work_ -= work_ > 0 ? 1 : 0; }

  /// The furthest point on diagonal k after d changes.
  Number step_forward(Number d, Number k) {
    spend();
    Number x = d == 0 ? 0 : unreached;
    if (const Number down = forward(k + 1); down != unreached && down - k <= m_) x = std::max(x, down);
    if (const Number right = forward(k - 1); right != unreached && right < n_) x = std::max(x, right + 1);
    if (x == unreached) return forward(k) = unreached;
    for (; x < n_ && x - k < m_ && a_[static_cast<std::size_t>(x)] == b_[static_cast<std::size_t>(x - k)]; ++x) spend();
    return forward(k) = x;
  }

  /// The same from the far corner.
  Number step_backward(Number d, Number k) {
    spend();
    Number x = d == 0 ? n_ : unreached;
    const auto nearer = [&](Number other) { x = x == unreached ? other : std::min(x, other); };
    if (const Number up = backward(k - 1); up != unreached && up - k >= 0) nearer(up);
    if (const Number left = backward(k + 1); left != unreached && left > 0) nearer(left - 1);
    if (x == unreached) return backward(k) = unreached;
    for (; x > 0 && x - k > 0 && a_[static_cast<std::size_t>(x - 1)] == b_[static_cast<std::size_t>(x - k - 1)]; --x) spend();
    return backward(k) = x;
  }

  Tokens a_, b_;
  const Number n_, m_;
  std::uint64_t& work_;
  std::vector<Number> forward_, backward_;  // x by diagonal
};

class Aligner {
 public:
  Aligner(Tokens a, Tokens b, std::uint64_t work) : a_(a), b_(b), work_(work) {}

  Alignment run() {
    align({0, a_.size(), 0, b_.size()});
    return std::move(result_);
  }

 private:
  void align(Hunk box) {
    while (box.a < box.a_end && box.b < box.b_end && a_[box.a] == b_[box.b]) ++box.a, ++box.b;
    while (box.a < box.a_end && box.b < box.b_end && a_[box.a_end - 1] == b_[box.b_end - 1]) --box.a_end, --box.b_end;
    if (box.a == box.a_end || box.b == box.b_end) return add(box);
    const std::optional<Point> middle = MiddleSearch(a_.subspan(box.a, box.a_end - box.a), b_.subspan(box.b, box.b_end - box.b), work_).run();
    if (!middle) {
      result_.complete = false;
      return add(box);
    }
    const std::size_t x = box.a + static_cast<std::size_t>(middle->x), y = box.b + static_cast<std::size_t>(middle->y);
    align({box.a, x, box.b, y});
    align({x, box.a_end, y, box.b_end});
  }

  void add(const Hunk& hunk) {
    if (hunk.a == hunk.a_end && hunk.b == hunk.b_end) return;
    std::vector<Hunk>& hunks = result_.hunks;
    if (!hunks.empty() && hunks.back().a_end == hunk.a && hunks.back().b_end == hunk.b) {
      hunks.back().a_end = hunk.a_end;
      hunks.back().b_end = hunk.b_end;
    } else {
      hunks.push_back(hunk);
    }
  }

  Tokens a_, b_;
  std::uint64_t work_;
  Alignment result_;
};

}  // namespace

Alignment align(std::span<const std::uint32_t> before, std::span<const std::uint32_t> after, std::uint64_t work) {
  return Aligner(before, after, work).run();
}

}  // namespace backfile
