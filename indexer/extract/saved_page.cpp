#include "indexer/extract/saved_page.hpp"

#include <algorithm>
#include <array>

#include "common/address.hpp"

namespace backfile {
namespace {

/// Both comments stand before the head.
constexpr std::size_t searched_bytes = 4096;

constexpr std::string_view white_space = " \t\r\n";

/// The word that follows a mark within a comment, or nothing.
std::string_view word_after(std::string_view comment, std::string_view mark) {
  const std::size_t at = comment.find(mark);
  if (at == std::string_view::npos) return {};
  comment.remove_prefix(at + mark.size());
  const std::size_t begin = std::min(comment.find_first_not_of(white_space), comment.size());
  return comment.substr(begin, comment.find_first_of(white_space, begin) - begin);
}

std::string_view address_in(std::string_view comment) {
  if (comment.find("Page saved with SingleFile") != std::string_view::npos) return word_after(comment, "url:");
  std::string_view word = word_after(comment, "saved from url=");
  if (word.starts_with('(')) word.remove_prefix(std::min(word.find(')') + 1, word.size()));
  return word;
}

std::string of_a_page(std::string_view address) {
  const auto normalised = address.size() <= max_address_bytes ? normalise_address(address) : std::nullopt;
  if (!normalised || split_address(*normalised).host.empty()) return {};
  const AddressParts parts = split_address(*normalised);
  return parts.path == "/" && parts.query.empty() ? std::string() : *normalised;
}

}  // namespace

std::string saved_address(std::string_view html) {
  html = html.substr(0, searched_bytes);
  for (std::size_t open; (open = html.find("<!--")) != std::string_view::npos;) {
    html.remove_prefix(open + 4);
    const std::size_t end = html.find("-->");
    if (const std::string_view address = address_in(html.substr(0, end)); !address.empty()) return of_a_page(address);
    if (end == std::string_view::npos) break;
    html.remove_prefix(end);
  }
  return {};
}

}  // namespace backfile
